import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;
import org.opensearch.transport.TransportService;

/**
 * One OpenSearch node on the loopback address.
 *
 * Its settings are the arguments, each key=value. When it listens it prints one
 * line, "ready", its HTTP and its transport address; it stops when its standard
 * input is closed, so that it never outlives the tests that started it.
 *
 * The server's own start-up is not used: it wants an installed distribution, and
 * refuses to run as root, as a build machine may do.
 */
final class ServerNode extends Node {
    private ServerNode(Environment environment) {
        super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        // What the server logs goes to the standard error, and only our line here.
        PrintStream out = System.out;
        System.setOut(System.err);
        LogConfigurator.setNodeName(settings.get("node.name"));
        LogConfigurator.configureWithoutConfig(settings.build());
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Map.of(), Path.of(settings.get("path.home")), () -> "node");
        try (ServerNode node = new ServerNode(environment)) {
            node.start();
            out.println("ready " + node.addresses());
            waitForEndOfInput();
        }
        System.exit(0);
    }

    private String addresses() {
        var http = injector().getInstance(HttpServerTransport.class).boundAddress();
        var transport = injector().getInstance(TransportService.class).boundAddress();
        return http.publishAddress() + " " + transport.publishAddress();
    }

    private static void waitForEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
        }
    }
}
