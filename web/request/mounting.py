"""Blueprints that stand in any Flask application, also in one that goes by hosts."""

from typing import Any, Final

from flask import Blueprint, current_app, request
from flask.blueprints import BlueprintSetupState
from flask.sansio.app import App

from .addresses import ANY_HOST, teach_record_ids


class MountedBlueprint(Blueprint):
    """A blueprint of an archive.

    An application with `host_matching` gives it a host where it is registered, as others give a
    subdomain: `register_blueprint(pages, host="press.example")`. Without one it answers on every
    host; Flask's own would on none.
    """

    def __init__(self, name: str, import_name: str, **options: Any) -> None:
        super().__init__(name, import_name, **options)
        self.record(teach_record_ids)
        self.url_value_preprocessor(_leave_host)
        self.url_defaults(_keep_host)

    def make_setup_state(
        self, app: App, options: dict[str, Any], first_registration: bool = False
    ) -> BlueprintSetupState:
        """Flask's own, but for the hosts."""
        return _Setup(self, app, options, first_registration)


class _Setup(BlueprintSetupState):
    def add_url_rule(self, rule: str, *given: Any, **options: Any) -> None:
        if self.app.url_map.host_matching:
            options.setdefault("host", self.options.get("host") or _EVERY_HOST)
        super().add_url_rule(rule, *given, **options)


_EVERY_HOST: Final = f"<{ANY_HOST}>"


def _leave_host(_: str | None, values: dict[str, Any] | None) -> None:
    """Keep from the views which host was asked: they answer alike on all."""
    if values:
        values.pop(ANY_HOST, None)


def _keep_host(endpoint: str, values: dict[str, Any]) -> None:
    """Lead to the host that was asked."""
    if request and current_app.url_map.is_endpoint_expecting(endpoint, ANY_HOST):
        values.setdefault(ANY_HOST, request.host)
