package org.apache.iceberg.rest;

import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;

/**
 * The kit as it is published, for a catalog that keeps its tables in a warehouse of its own: tables are asked for
 * below -Dkit.warehouse instead of file:/tmp. It also runs the tests of nested namespaces and of names with slashes,
 * which the kit leaves out for its own server's sake and has no property for.
 */
public class WarehouseKit extends RESTCompatibilityKitCatalogTests {
  /** Two of the tests of nested namespaces use this one, and the first leaves it behind. */
  @BeforeEach
  void dropParent() {
    catalog().dropNamespace(Namespace.of("parent"));
  }

  @Override
  protected String baseTableLocation(TableIdentifier table) {
    return "file:" + System.getProperty("kit.warehouse") + "/" + table.namespace() + "/" + table.name();
  }

  @Override
  protected boolean supportsNestedNamespaces() {
    return true;
  }

  @Override
  protected boolean supportsNamesWithSlashes() {
    return true;
  }
}
