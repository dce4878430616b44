"""What deploy/ and the page on operations say is so: options exist, files are where they say."""

import configparser
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from shell_lines import blocks, works

from kashshaf import Archive
from kashshaf.archive.collections.bounds import LARGEST_FILE
from kashshaf.cli.main import main
from kashshaf.web import create_app
from kashshaf.web.request.parameters import LARGEST_TEXT

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").iterdir())


def test_every_line_of_the_page_on_operations_works_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "fixtures" / "items", tmp_path / "fixtures" / "items")
    monkeypatch.chdir(tmp_path)
    for block in blocks("sh", OPERATIONS):
        for line in block.splitlines():
            works(line)


NAMED = re.compile(rf"(?:^|[/ ])(kashshaf (?:{'|'.join(main.commands)}) [^'\n]*)", re.MULTILINE)


def command_lines() -> list[tuple[str, str]]:
    """Each `kashshaf …` that a unit or the page names to be typed elsewhere, and where."""
    units = [(unit.name, unit.read_text("utf-8")) for unit in UNITS]
    page = "".join(re.findall(r"^```\n(.*?)```", OPERATIONS, re.DOTALL | re.MULTILINE))
    texts = [*units, ("operations.md", page.replace("\\\n", ""))]
    return [(where, line) for where, text in texts for line in NAMED.findall(text)]


@pytest.mark.parametrize(("where", "line"), command_lines())
def test_every_command_that_is_named_is_understood(where: str, line: str) -> None:
    """It is parsed, not run: the folders that it names are on other machines."""
    program, name, *arguments = shlex.split(line)
    assert Path(program).name == "kashshaf"
    command = main.commands[name]
    known = {option for one in command.params for option in one.opts + one.secondary_opts}
    named = {word.partition("=")[0] for word in arguments if word.startswith("-") and word != "-"}
    assert named <= known, where
    context = click.Context(command, info_name=name, resilient_parsing=True)
    command.parse_args(context, arguments)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_no_fault_with_a_unit(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    for one in UNITS:
        text = one.read_text("utf-8").replace("/opt/kashshaf/bin/kashshaf", sys.executable)
        (tmp_path / one.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_timer_has_the_service_that_it_starts() -> None:
    names = {unit.name for unit in UNITS}
    for timer in DEPLOY.glob("systemd/*.timer"):
        assert timer.with_suffix(".service").name in names


def test_services_run_as_nobody_else_and_may_do_little() -> None:
    for unit in DEPLOY.glob("systemd/*.service"):
        stated = configparser.RawConfigParser(strict=False, delimiters=("=",))
        stated.read_string(unit.read_text("utf-8"))
        service = stated["Service"]
        assert service["User"] == "kashshaf"
        assert service["NoNewPrivileges"] == "yes"
        assert service["ProtectSystem"] == "strict"
        assert service["CapabilityBoundingSet"] == ""
        assert service["StateDirectory"] == "kashshaf"


def test_the_image_is_made_of_what_there_is() -> None:
    kept = [
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    ]
    assert [name for name in kept if not (ROOT / name).exists()] == []
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = {name.split(".")[1] for name in packages["packages"] if "." in name}
    assert folders <= {name.split("/")[0] for name in kept}
    copied = re.findall(r"^COPY (?!--from)(\S+)", (DEPLOY / "Containerfile").read_text(), re.M)
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_a_number_that_is_not_root_and_asks_for_its_health() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    user = re.findall(r"^USER (\d+)", text, re.MULTILINE)
    assert user and user[-1] != "0"
    assert "/healthz" in text.partition("HEALTHCHECK")[2]
    assert re.search(r"^VOLUME /archive$", text, re.MULTILINE)


def test_gunicorns_application_shows_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.create(tmp_path / "press", title="أرشيف الساحل") as archive:
        archive.add([{"id": "1", "title": "مكتبة جديدة"}])
    monkeypatch.setenv("KASHSHAF_ARCHIVE", str(tmp_path / "press"))
    settings = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    module, _, factory = settings["wsgi_app"].partition(":")
    file = ROOT / (module.replace(".", "/") + ".py")
    app = runpy.run_path(str(file))[factory.removesuffix("()")]()
    client = app.test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example.org"}
    assert client.get("/archive/api/v1/search?q=مكتبة", headers=headers).get_json()["total"] == 1
    assert (
        "https://news.example.org/archive/"
        in client.get("/archive/feed.atom", headers=headers).text
    )


NEW_CERTIFICATE = shlex.split(
    "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=news.example.org"
)


def nginx_for(tmp_path: Path) -> Path:
    """The example as a whole configuration, with a certificate of its own."""
    subprocess.run(
        [*NEW_CERTIFICATE, "-keyout", tmp_path / "key.pem", "-out", tmp_path / "fullchain.pem"],
        check=True,
        capture_output=True,
    )
    site = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/etc/ssl/kashshaf", str(tmp_path))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", "utf-8")
    return whole


def test_nginx_understands_its_example(tmp_path: Path) -> None:
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        pytest.skip("nginx or openssl is not here")
    done = subprocess.run(
        ["nginx", "-t", "-q", "-c", str(nginx_for(tmp_path))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_proxies_let_through_what_pages_send_and_take_their_time_for_what_is_long() -> None:
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    for text, unit in ((nginx, r"client_max_body_size (\d+)k;"), (caddy, r"max_size (\d+)KB")):
        (size,) = re.findall(unit, text)
        assert int(size) * 1000 >= max(LARGEST_TEXT, LARGEST_FILE)
    (long,) = re.findall(r"location ~ (\^/\(export.*) \{", nginx)
    with Archive.in_memory() as archive:
        rules = [rule.rule for rule in create_app(archive).url_map.iter_rules()]
    file = re.compile(r"/[^<]*\.(csv|jsonl|graphml|<name>)|/api/v1/pairs")
    files = [rule for rule in rules if file.fullmatch(rule)]
    assert len(files) > 8
    assert [rule for rule in files if not re.search(long, rule)] == []


def test_caddy_understands_its_example() -> None:
    if shutil.which("caddy") is None:
        pytest.skip("caddy is not here")
    done = subprocess.run(
        ["caddy", "adapt", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
