import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch node on 127.0.0.1: SearchEngine DATA_FOLDER PORT. */
public class SearchEngine {
    private static final String NAME = "stadttor";

    /** The server takes plugins from folders only; a subclass may name classes instead. */
    private static class LocalNode extends Node {
        LocalNode(Environment environment, List<Class<? extends Plugin>> plugins) {
            super(environment, plugins, true);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Settings settings = Settings.builder()
            .put("path.home", folder.toString())
            .put("cluster.name", NAME)
            .put("node.name", NAME)
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[1])
            // It talks to no other node, yet the setting cannot be left out: any free port.
            .put("transport.port", "0")
            // Containers often allow few memory maps.
            .put("node.store.allow_mmap", false)
            // A disk that is nearly full would make indexes read-only.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Node node = new LocalNode(
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> NAME),
            List.of(Netty4Plugin.class));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        Thread.currentThread().join();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception failure) {
            failure.printStackTrace();
        }
    }
}
