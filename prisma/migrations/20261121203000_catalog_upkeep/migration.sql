-- CreateTable
CREATE TABLE "catalog_garbage" (
    "table_uuid" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "expired" BOOLEAN NOT NULL,

    CONSTRAINT "catalog_garbage_pkey" PRIMARY KEY ("table_uuid","path")
);

-- CreateTable
CREATE TABLE "catalog_dropped_tables" (
    "uuid" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "dropped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalog_dropped_tables_pkey" PRIMARY KEY ("uuid")
);

-- CreateIndex
CREATE INDEX "restore_points_table_uuid_idx" ON "restore_points"("table_uuid");

-- CreateIndex
CREATE INDEX "catalog_commits_table_uuid_snapshot_id_idx" ON "catalog_commits"("table_uuid", "snapshot_id");
