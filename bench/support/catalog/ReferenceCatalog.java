import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Iceberg's own reference REST catalog (a JDBC catalog behind its test fixture) on loopback, for comparison. The
 * server class that Iceberg ships binds every interface. Arguments: warehouse URI, JDBC URL. Prints its address.
 */
public class ReferenceCatalog {
  public static void main(String[] args) throws Exception {
    var catalog = CatalogUtil.buildIcebergCatalog("reference", Map.of(
        "catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog", "jdbc.schema-version", "V1",
        "uri", args[1], "warehouse", args[0]), new Configuration());
    var context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    context.addServlet(new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog) {})), "/*");
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    System.out.println("http://127.0.0.1:" + connector.getLocalPort());
    server.join();
  }
}
