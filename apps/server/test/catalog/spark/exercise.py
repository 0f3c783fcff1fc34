"""Creates, writes, reads, evolves and drops tables through the REST catalog at argv[1], as a user of Spark does.

argv[2] is the folder with Iceberg's runtime jar. Prints one line per step that held.
"""

import glob
import sys

from pyspark.sql import SparkSession

url, jars = sys.argv[1:3]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.jars", ",".join(glob.glob(f"{jars}/*.jar")))
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
    .config("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog")
    .config("spark.sql.catalog.ice.type", "rest")
    .config("spark.sql.catalog.ice.uri", url)
    .getOrCreate()
)


def rows(query):
    return [tuple(row) for row in spark.sql(query).collect()]


def held(step):
    print(step, flush=True)


spark.sql("CREATE NAMESPACE ice.trial")
spark.sql(
    "CREATE TABLE ice.trial.orders (id BIGINT NOT NULL, amount DECIMAL(38, 9), at TIMESTAMP)"
    " USING iceberg PARTITIONED BY (days(at))"
)
held("create")

spark.sql(
    "INSERT INTO ice.trial.orders VALUES (1, 1.5, TIMESTAMP '2026-11-21 10:00:00'),"
    " (9223372036854775807, 12345678901234567890.123456789, TIMESTAMP '2026-11-22 10:00:00')"
)
assert [row[0] for row in rows("SELECT id FROM ice.trial.orders ORDER BY id")] == [1, 9223372036854775807]
held("insert")

spark.sql("UPDATE ice.trial.orders SET amount = 2 WHERE id = 1")
spark.sql(
    "MERGE INTO ice.trial.orders t USING (SELECT 5L id, CAST(3 AS DECIMAL(38, 9)) amount, TIMESTAMP '2026-11-21 11:00:00' at) s"
    " ON t.id = s.id WHEN NOT MATCHED THEN INSERT *"
)
assert [row[0] for row in rows("SELECT id FROM ice.trial.orders ORDER BY id")] == [1, 5, 9223372036854775807]
held("update and merge")

spark.sql("ALTER TABLE ice.trial.orders ADD COLUMN channel STRING AFTER id")
spark.sql("ALTER TABLE ice.trial.orders RENAME COLUMN amount TO total")
spark.sql("ALTER TABLE ice.trial.orders ADD PARTITION FIELD bucket(4, id)")
spark.sql("ALTER TABLE ice.trial.orders WRITE ORDERED BY id")
spark.sql("ALTER TABLE ice.trial.orders SET TBLPROPERTIES ('note' = 'kept')")
spark.sql("INSERT INTO ice.trial.orders VALUES (6, 'web', 4, TIMESTAMP '2026-11-23 10:00:00')")
assert rows("SELECT channel, total FROM ice.trial.orders WHERE id = 6")[0][0] == "web"
held("evolve")

first = rows("SELECT snapshot_id FROM ice.trial.orders.snapshots ORDER BY committed_at LIMIT 1")[0][0]
assert rows(f"SELECT count(*) FROM ice.trial.orders VERSION AS OF {first}") == [(2,)]
spark.sql(f"ALTER TABLE ice.trial.orders CREATE TAG start AS OF VERSION {first}")
spark.sql("CALL ice.system.expire_snapshots(table => 'trial.orders', retain_last => 1)")
assert rows("SELECT count(*) FROM ice.trial.orders VERSION AS OF 'start'") == [(2,)]
held("snapshots")

spark.sql("CREATE TABLE ice.trial.copy USING iceberg AS SELECT id FROM ice.trial.orders")
spark.sql("ALTER TABLE ice.trial.copy RENAME TO trial.renamed")
assert rows("SELECT count(*) FROM ice.trial.renamed") == [(4,)]
spark.sql("CREATE OR REPLACE TABLE ice.trial.renamed USING iceberg AS SELECT 1 AS one")
assert rows("SELECT * FROM ice.trial.renamed") == [(1,)]
held("rename and replace")

spark.sql("DROP TABLE ice.trial.renamed")
spark.sql("DROP TABLE ice.trial.orders PURGE")
assert rows("SHOW TABLES IN ice.trial") == []
spark.sql("DROP NAMESPACE ice.trial")
held("drop")
spark.stop()
