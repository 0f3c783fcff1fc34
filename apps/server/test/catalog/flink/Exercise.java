import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * Creates, writes, reads, evolves and drops tables through a REST catalog, as a user of Flink SQL does, on a cluster
 * inside this process. Prints one line per step that held; the first that does not ends the run.
 *
 * <p>Arguments: the catalog's address, its bearer token, a directory for input files and checkpoints, "write" or "drop".
 */
public final class Exercise {
  private static final int ROWS_PER_FILE = 100;
  private static final long COMMIT_LIMIT_MS = 180_000;
  private static final long HANGS_AFTER_MINUTES = 15;

  private final String url;
  private final String token;
  private final Path dir;
  private final Configuration cluster = new Configuration();

  private Exercise(String url, String token, String dir) {
    this.url = url;
    this.token = token;
    this.dir = Path.of(dir);
  }

  public static void main(String[] args) throws Exception {
    CompletableFuture.delayedExecutor(HANGS_AFTER_MINUTES, TimeUnit.MINUTES).execute(() -> System.exit(2));
    int code = 1;
    try {
      Exercise exercise = new Exercise(args[0], args[1], args[2]);
      if (args[3].equals("write")) exercise.write();
      else exercise.drop();
      code = 0;
    } catch (Throwable failure) {
      failure.printStackTrace();
    }
    System.exit(code); // the cluster's threads would keep the process
  }

  private void write() throws Exception {
    startCluster();
    TableEnvironment batch = environment(false, Map.of());
    create(batch);
    insert(batch);
    evolve(batch);
    upsert(batch);
    stream("events", false);
    stream("events_v2", true);
    follow();
  }

  private static void create(TableEnvironment sql) {
    sql.executeSql("CREATE DATABASE ice.trial");
    sql.executeSql(
        "CREATE TABLE ice.trial.orders (id BIGINT NOT NULL, amount DECIMAL(38, 9), `at` TIMESTAMP(6), shop STRING)"
            + " PARTITIONED BY (shop) WITH ('note' = 'kept')");
    held("create");
  }

  private static void insert(TableEnvironment sql) throws Exception {
    run(
        sql,
        "INSERT INTO ice.trial.orders VALUES (1, 1.5, TIMESTAMP '2026-11-21 10:00:00', 'north'),"
            + " (9223372036854775807, CAST('12345678901234567890.123456789' AS DECIMAL(38, 9)),"
            + " TIMESTAMP '2026-11-22 10:00:00', 'south')");
    run(
        sql,
        "INSERT OVERWRITE ice.trial.orders PARTITION (shop = 'north')"
            + " SELECT 2, 2.5, TIMESTAMP '2026-11-21 11:00:00'");
    same(
        "[+I[2, 2.500000000], +I[9223372036854775807, 12345678901234567890.123456789]]",
        rows(sql, "SELECT id, amount FROM ice.trial.orders ORDER BY id"));
    held("insert");
  }

  private static void evolve(TableEnvironment sql) throws Exception {
    sql.executeSql("ALTER TABLE ice.trial.orders ADD channel STRING");
    sql.executeSql("ALTER TABLE ice.trial.orders MODIFY channel STRING COMMENT 'where it came from' AFTER id");
    sql.executeSql("ALTER TABLE ice.trial.orders RENAME amount TO total");
    sql.executeSql("ALTER TABLE ice.trial.orders SET ('note' = 'changed')");
    run(sql, "INSERT INTO ice.trial.orders VALUES (3, 'web', 4, TIMESTAMP '2026-11-23 10:00:00', 'north')");
    same(
        "[+I[2, null, 2.500000000], +I[3, web, 4.000000000]]",
        rows(sql, "SELECT id, channel, total FROM ice.trial.orders WHERE shop = 'north' ORDER BY id"));
    held("evolve");
  }

  private static void upsert(TableEnvironment sql) throws Exception {
    sql.executeSql(
        "CREATE TABLE ice.trial.stock (item STRING, pieces BIGINT, PRIMARY KEY (item) NOT ENFORCED)"
            + " WITH ('format-version' = '2', 'write.upsert.enabled' = 'true')");
    run(sql, "INSERT INTO ice.trial.stock VALUES ('nail', 1), ('screw', 2)");
    run(sql, "INSERT INTO ice.trial.stock VALUES ('nail', 9)");
    same("[+I[nail, 9], +I[screw, 2]]", rows(sql, "SELECT * FROM ice.trial.stock ORDER BY item"));
    held("upsert");
  }

  /** A job that is cancelled with a file on its way, goes on from its last checkpoint and is stopped with a savepoint. */
  private void stream(String table, boolean secondSink) throws Exception {
    Path input = Files.createDirectory(dir.resolve(table));
    environment(false, Map.of()).executeSql("CREATE TABLE ice.trial." + table + " (n BIGINT)");
    JobClient first = startStream(table, input, secondSink, Map.of());
    for (int file = 1; file <= 3; file++) {
      putFile(input, file);
      awaitRows(table, file);
    }
    putFile(input, 4);
    first.cancel().get();
    String checkpoint = newestCheckpoint(first).toUri().toString();
    JobClient second = startStream(table, input, secondSink, Map.of("execution.state-recovery.path", checkpoint));
    putFile(input, 5);
    awaitRows(table, 5);
    second.stopWithSavepoint(false, dir.toUri().toString(), SavepointFormatType.CANONICAL).get();
    held(table + " by " + first.getJobID() + " " + second.getJobID());
  }

  private JobClient startStream(String table, Path input, boolean secondSink, Map<String, String> more) {
    TableEnvironment sql = environment(true, more);
    sql.getConfig().set("table.exec.iceberg.use-v2-sink", String.valueOf(secondSink));
    sql.executeSql(
        "CREATE TEMPORARY TABLE default_catalog.default_database.input (n BIGINT) WITH ('connector' = 'filesystem',"
            + " 'path' = '" + input.toUri() + "', 'format' = 'csv', 'source.monitor-interval' = '200 ms')");
    String insert = "INSERT INTO ice.trial." + table + " SELECT n FROM default_catalog.default_database.input";
    return sql.executeSql(insert).getJobClient().orElseThrow();
  }

  /** Appears under its name when it is complete; Flink passes over names with a dot. */
  private static void putFile(Path input, int file) throws Exception {
    Path draft = input.resolve(".draft");
    Files.writeString(
        draft,
        LongStream.rangeClosed((file - 1L) * ROWS_PER_FILE + 1, (long) file * ROWS_PER_FILE)
            .mapToObj(n -> n + "\n")
            .collect(Collectors.joining()));
    Files.move(draft, input.resolve(file + ".csv"));
  }

  private void awaitRows(String table, int files) throws Exception {
    long end = System.currentTimeMillis() + COMMIT_LIMIT_MS;
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("ice", Map.of("uri", url, "token", token));
      while (System.currentTimeMillis() < end) {
        Snapshot newest = catalog.loadTable(TableIdentifier.of("trial", table)).currentSnapshot();
        if (newest != null && Long.parseLong(newest.summary().get("total-records")) >= files * ROWS_PER_FILE) return;
        Thread.sleep(100);
      }
    }
    throw new AssertionError(table + " did not get the rows of " + files + " files");
  }

  private Path newestCheckpoint(JobClient job) throws Exception {
    try (var found = Files.walk(dir.resolve("checkpoints").resolve(job.getJobID().toString()))) {
      return found
          .filter(path -> path.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingInt(path -> Integer.parseInt(path.getFileName().toString().substring(4))))
          .orElseThrow();
    }
  }

  /** Without a strategy only the newest snapshot is read. */
  private void follow() throws Exception {
    String query =
        "SELECT n FROM ice.trial.events /*+ OPTIONS('streaming' = 'true', 'monitor-interval' = '200ms',"
            + " 'starting-strategy' = 'TABLE_SCAN_THEN_INCREMENTAL') */";
    List<Long> seen = new ArrayList<>();
    try (CloseableIterator<Row> found = environment(true, Map.of()).executeSql(query).collect()) {
      while (seen.size() < 5 * ROWS_PER_FILE) seen.add((Long) found.next().getField(0));
    }
    if (seen.stream().distinct().count() != seen.size()) throw new AssertionError("a row was read again");
    held("follow");
  }

  private void drop() throws Exception {
    TableEnvironment sql = environment(false, Map.of());
    for (Row table : rows(sql, "SHOW TABLES IN ice.trial")) sql.executeSql("DROP TABLE ice.trial." + table.getField(0));
    same("[]", rows(sql, "SHOW TABLES IN ice.trial"));
    sql.executeSql("DROP DATABASE ice.trial");
    held("drop");
  }

  /** One for all jobs: a local execution would start one for each. */
  private void startCluster() throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.bind-port", "0");
    configuration.setString("classloader.check-leaked-classloader", "false");
    configuration.setString("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
    configuration.setString("restart-strategy.fixed-delay.attempts", "20");
    MiniCluster running =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
    running.start();
    URI rest = running.getRestAddress().get();
    cluster.setString("execution.target", "remote");
    cluster.setString("rest.address", rest.getHost());
    cluster.setString("rest.port", String.valueOf(rest.getPort()));
  }

  private TableEnvironment environment(boolean streaming, Map<String, String> more) {
    Configuration configuration = new Configuration(cluster);
    configuration.setString("parallelism.default", "1");
    if (streaming) {
      configuration.setString("execution.checkpointing.interval", "300 ms");
      configuration.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    }
    more.forEach(configuration::setString);
    EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance().withConfiguration(configuration);
    TableEnvironment sql =
        TableEnvironment.create((streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
    sql.executeSql(
        "CREATE CATALOG ice WITH ('type' = 'iceberg', 'catalog-type' = 'rest', 'uri' = '" + url + "',"
            + " 'token' = '" + token + "')");
    return sql;
  }

  private static void run(TableEnvironment sql, String statement) throws Exception {
    sql.executeSql(statement).await();
  }

  private static List<Row> rows(TableEnvironment sql, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> found = sql.executeSql(query).collect()) {
      found.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static void same(String expected, List<Row> found) {
    if (!found.toString().equals(expected)) throw new AssertionError(expected + " was expected, not " + found);
  }

  private static void held(String step) {
    System.out.println(step);
  }
}
