"""Creates, writes, reads, evolves and drops tables through the REST catalog at argv[1], as a user of PyIceberg does.

Prints one line per step that held; the first that does not ends the run with its assertion.
"""

import sys
from datetime import datetime, timezone
from decimal import Decimal

import pyarrow as pa
from pyiceberg.catalog.rest import RestCatalog
from pyiceberg.exceptions import (
    CommitFailedException,
    NamespaceAlreadyExistsError,
    NamespaceNotEmptyError,
    NoSuchNamespaceError,
    NoSuchTableError,
    TableAlreadyExistsError,
)
from pyiceberg.expressions import EqualTo, GreaterThan
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import BucketTransform, DayTransform
from pyiceberg.types import DecimalType, IntegerType, LongType, NestedField, StringType, TimestamptzType

catalog = RestCatalog("penstock", uri=sys.argv[1])
LARGE = 9_223_372_036_854_775_807

schema = Schema(
    NestedField(1, "id", LongType(), required=True),
    NestedField(2, "amount", DecimalType(38, 9)),
    NestedField(3, "at", TimestamptzType()),
    NestedField(4, "count", IntegerType()),
)
arrow = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False),
        pa.field("amount", pa.decimal128(38, 9)),
        pa.field("at", pa.timestamp("us", tz="UTC")),
        pa.field("count", pa.int32()),
    ]
)


def rows(*ids):
    day = datetime(2026, 11, 21, tzinfo=timezone.utc)
    return pa.Table.from_pylist(
        [{"id": i, "amount": Decimal("12345678901234567890.123456789"), "at": day, "count": 1} for i in ids],
        schema=arrow,
    )


def ids(table, **scan):
    return sorted(table.scan(**scan).to_arrow()["id"].to_pylist())


def raises(error, act):
    try:
        act()
    except error as raised:
        return raised
    raise AssertionError(f"{error.__name__} was expected")


def held(step):
    print(step, flush=True)


def namespaces():
    catalog.create_namespace("py", {"owner": "somebody"})
    raises(NamespaceAlreadyExistsError, lambda: catalog.create_namespace("py"))
    catalog.create_namespace(("py", "deep"))
    assert catalog.list_namespaces(("py",)) == [("py", "deep")]
    catalog.update_namespace_properties("py", removals={"owner"}, updates={"team": "a"})
    assert catalog.load_namespace_properties("py") == {"team": "a"}
    raises(NoSuchNamespaceError, lambda: catalog.load_namespace_properties("nobody"))
    held("namespaces")


def create():
    spec = PartitionSpec(PartitionField(3, 1000, DayTransform(), "at_day"))
    table = catalog.create_table("py.orders", schema, partition_spec=spec, properties={"note": "kept"})
    raises(TableAlreadyExistsError, lambda: catalog.create_table("py.orders", schema))
    assert catalog.list_tables("py") == [("py", "orders")]
    assert table.properties["note"] == "kept"
    held("create")
    return table


def write_and_read(table):
    table.append(rows(1, 2, LARGE))
    table.append(rows(4))
    assert ids(table) == [1, 2, 4, LARGE]
    assert table.scan().to_arrow()["amount"][0].as_py() == Decimal("12345678901234567890.123456789")
    table.delete(EqualTo("id", 2))
    assert ids(table) == [1, 4, LARGE]
    table.overwrite(rows(5), overwrite_filter=EqualTo("id", 4))
    assert ids(catalog.load_table("py.orders")) == [1, 5, LARGE]
    assert ids(table, row_filter=GreaterThan("id", 4)) == [5, LARGE]
    first = table.history()[0].snapshot_id
    assert ids(table, snapshot_id=first) == [1, 2, LARGE]
    held("write and read")


def evolve(table):
    with table.update_schema() as update:
        update.add_column("channel", StringType(), "where it came from")
        update.rename_column("count", "pieces")
        update.update_column("count", LongType())
    with table.update_spec() as update:
        update.add_field("id", BucketTransform(4), "id_bucket")
    assert [field.name for field in table.schema().fields] == ["id", "amount", "at", "pieces", "channel"]
    assert ids(table) == [1, 5, LARGE]
    new = rows(6).rename_columns(["id", "amount", "at", "pieces"])
    new = new.set_column(3, "pieces", new["pieces"].cast(pa.int64())).append_column("channel", pa.array(["web"]))
    table.append(new.cast(pa.schema([arrow.field(0), *list(new.schema)[1:]])))
    again = catalog.load_table("py.orders")
    channels = again.scan().to_arrow().sort_by("id")["channel"].to_pylist()
    assert channels == [None, None, "web", None], channels
    assert len(again.specs()) == 2 and len(again.schemas()) == 2
    with table.transaction() as change:
        change.set_properties({"a": "1", "b": "2"})
        change.remove_properties("note")
    assert catalog.load_table("py.orders").properties.get("note") is None
    held("evolve")


def refs(table):
    newest = table.current_snapshot().snapshot_id
    table.manage_snapshots().create_tag(newest, "before").create_branch(newest, "trial").commit()
    table.append(
        table.scan(row_filter=EqualTo("id", 1)).to_arrow(),
        branch="trial",
    )
    loaded = catalog.load_table("py.orders")
    assert set(loaded.refs()) == {"main", "before", "trial"}
    assert ids(loaded) == [1, 5, 6, LARGE]
    assert len(loaded.scan(snapshot_id=loaded.refs()["trial"].snapshot_id).to_arrow()) == 5
    held("refs")


def conflict():
    one, other = catalog.load_table("py.orders"), catalog.load_table("py.orders")
    with one.update_schema() as update:
        update.add_column("one", StringType())
    update = other.update_schema()
    update.add_column("other", StringType())
    raises(CommitFailedException, update.commit)
    names = [field.name for field in catalog.load_table("py.orders").schema().fields]
    assert "one" in names and "other" not in names
    held("conflict")


def staged():
    transaction = catalog.create_table_transaction("py.staged", schema)
    raises(NoSuchTableError, lambda: catalog.load_table("py.staged"))
    transaction.append(rows(1))
    transaction.commit_transaction()
    assert ids(catalog.load_table("py.staged")) == [1]
    held("staged")


def rename_and_register():
    renamed = catalog.rename_table("py.staged", "py.deep.renamed")
    assert ids(renamed) == [1] and not catalog.table_exists("py.staged")
    location = renamed.metadata_location
    catalog.drop_table("py.deep.renamed")
    raises(NoSuchTableError, lambda: catalog.load_table("py.deep.renamed"))
    assert ids(catalog.register_table("py.deep.back", location)) == [1]
    held("rename and register")


def drop():
    raises(NamespaceNotEmptyError, lambda: catalog.drop_namespace("py"))
    catalog.purge_table("py.orders")
    catalog.drop_table("py.deep.back")
    raises(NoSuchTableError, lambda: catalog.drop_table("py.orders"))
    catalog.drop_namespace(("py", "deep"))
    catalog.drop_namespace("py")
    assert ("py",) not in catalog.list_namespaces()
    held("drop")


namespaces()
orders = create()
write_and_read(orders)
evolve(orders)
refs(orders)
conflict()
staged()
rename_and_register()
drop()
