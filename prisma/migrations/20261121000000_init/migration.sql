-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'system');

-- CreateEnum
CREATE TYPE "desired_state" AS ENUM ('running', 'stopped');

-- CreateEnum
CREATE TYPE "observed_state" AS ENUM ('stopped', 'starting', 'running', 'stopping', 'failing', 'blocked');

-- CreateTable
CREATE TABLE "actors" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "actor_kind" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "project_id" UUID,
    "actor_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "resource_kind" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projects" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "head_revision_id" UUID,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blobs" (
    "hash" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blobs_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "parent_id" UUID,
    "author_id" UUID NOT NULL,
    "message" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision_files" (
    "revision_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "blob_hash" TEXT NOT NULL,

    CONSTRAINT "revision_files_pkey" PRIMARY KEY ("revision_id","path")
);

-- CreateTable
CREATE TABLE "pipelines" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "pipelines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pipeline_versions" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pipeline_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision_pipelines" (
    "revision_id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "valid" BOOLEAN NOT NULL,

    CONSTRAINT "revision_pipelines_pkey" PRIMARY KEY ("revision_id","pipeline_id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "base_revision_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_files" (
    "draft_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "content" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_files_pkey" PRIMARY KEY ("draft_id","path")
);

-- CreateTable
CREATE TABLE "samples" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "messages" BYTEA NOT NULL,
    "count" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "samples_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environments" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "environments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connections" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "secret" BYTEA,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "environment_id" UUID NOT NULL,
    "desired_state" "desired_state" NOT NULL,
    "desired_version_id" UUID NOT NULL,
    "desired_revision_id" UUID NOT NULL,
    "start_position" JSONB,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "observed_state" "observed_state" NOT NULL DEFAULT 'stopped',
    "observed_version_id" UUID,
    "observed_generation" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "last_contact_at" TIMESTAMPTZ(3),
    "latest" JSONB,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leases" (
    "deployment_id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "incarnation" UUID NOT NULL,
    "epoch" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" TEXT NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("deployment_id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "epoch" BIGINT NOT NULL,
    "runner" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "end_state" TEXT,
    "reason" TEXT,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "id" BIGSERIAL NOT NULL,
    "project_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "run_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "place" TEXT,
    "took_ms" INTEGER,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runners" (
    "name" TEXT NOT NULL,
    "incarnation" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "engines" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_contact_at" TIMESTAMPTZ(3) NOT NULL,
    "latest" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "runners_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "restore_points" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "run_id" UUID,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "epoch" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "table_uuid" UUID NOT NULL,
    "snapshot_id" TEXT,
    "offsets" JSONB NOT NULL,
    "usable_until" TIMESTAMPTZ(3),
    "created_by" UUID NOT NULL,

    CONSTRAINT "restore_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "set_aside_records" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "kafka_topic" TEXT NOT NULL,
    "topic_id" TEXT NOT NULL,
    "partition" INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "column" TEXT,
    "sql_line" INTEGER,
    "key" BYTEA,
    "value" BYTEA,
    "value_size" INTEGER NOT NULL,
    "timestamp" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "set_aside_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_points" (
    "deployment_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "resolution" INTEGER NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "records_in" BIGINT NOT NULL,
    "records_out" BIGINT NOT NULL,
    "filtered" BIGINT NOT NULL,
    "set_aside" BIGINT NOT NULL,
    "bytes_in" BIGINT NOT NULL,
    "bytes_out" BIGINT NOT NULL,
    "commits" INTEGER NOT NULL,
    "lag" BIGINT,
    "batch_ms" INTEGER,
    "commit_ms" INTEGER,
    "freshness_ms" INTEGER,

    CONSTRAINT "metric_points_pkey" PRIMARY KEY ("deployment_id","resolution","bucket_at")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "project_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_namespaces" (
    "name" TEXT NOT NULL,
    "properties" JSONB NOT NULL DEFAULT '{}',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalog_namespaces_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "catalog_tables" (
    "uuid" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "metadata_location" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "lineage" BIGINT NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_tables_pkey" PRIMARY KEY ("uuid")
);

-- CreateTable
CREATE TABLE "catalog_commits" (
    "id" BIGSERIAL NOT NULL,
    "table_uuid" UUID NOT NULL,
    "deployment_id" UUID,
    "epoch" BIGINT,
    "seq" BIGINT,
    "commit_id" TEXT,
    "snapshot_id" TEXT,
    "lineage" BIGINT NOT NULL,
    "principal" TEXT NOT NULL,
    "metadata_location" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalog_commits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_tokens" (
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalog_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "catalog_turns" (
    "table_uuid" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_turns_pkey" PRIMARY KEY ("table_uuid")
);

-- CreateIndex
CREATE INDEX "audit_entries_project_id_at_idx" ON "audit_entries"("project_id", "at");

-- CreateIndex
CREATE INDEX "audit_entries_resource_kind_resource_id_at_idx" ON "audit_entries"("resource_kind", "resource_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "projects_slug_key" ON "projects"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "projects_head_revision_id_key" ON "projects"("head_revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_project_id_number_key" ON "revisions"("project_id", "number");

-- CreateIndex
CREATE INDEX "revision_files_blob_hash_idx" ON "revision_files"("blob_hash");

-- CreateIndex
CREATE INDEX "pipelines_project_id_key_idx" ON "pipelines"("project_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_versions_pipeline_id_number_key" ON "pipeline_versions"("pipeline_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_versions_pipeline_id_content_hash_key" ON "pipeline_versions"("pipeline_id", "content_hash");

-- CreateIndex
CREATE INDEX "revision_pipelines_pipeline_id_idx" ON "revision_pipelines"("pipeline_id");

-- CreateIndex
CREATE UNIQUE INDEX "drafts_project_id_actor_id_key" ON "drafts"("project_id", "actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "samples_pipeline_id_name_key" ON "samples"("pipeline_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "environments_project_id_name_key" ON "environments"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "connections_environment_id_name_key" ON "connections"("environment_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "deployments_pipeline_id_environment_id_key" ON "deployments"("pipeline_id", "environment_id");

-- CreateIndex
CREATE UNIQUE INDEX "leases_token_hash_key" ON "leases"("token_hash");

-- CreateIndex
CREATE INDEX "runs_deployment_id_started_at_idx" ON "runs"("deployment_id", "started_at");

-- CreateIndex
CREATE INDEX "run_events_deployment_id_at_idx" ON "run_events"("deployment_id", "at");

-- CreateIndex
CREATE INDEX "restore_points_deployment_id_at_idx" ON "restore_points"("deployment_id", "at");

-- CreateIndex
CREATE INDEX "set_aside_records_deployment_id_created_at_idx" ON "set_aside_records"("deployment_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "set_aside_records_deployment_id_topic_id_partition_offset_key" ON "set_aside_records"("deployment_id", "topic_id", "partition", "offset");

-- CreateIndex
CREATE INDEX "metric_points_resolution_bucket_at_idx" ON "metric_points"("resolution", "bucket_at");

-- CreateIndex
CREATE INDEX "outbox_published_at_id_idx" ON "outbox"("published_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_tables_namespace_name_key" ON "catalog_tables"("namespace", "name");

-- CreateIndex
CREATE INDEX "catalog_commits_table_uuid_id_idx" ON "catalog_commits"("table_uuid", "id");

-- CreateIndex
CREATE INDEX "catalog_commits_deployment_id_epoch_seq_idx" ON "catalog_commits"("deployment_id", "epoch", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_commits_deployment_id_table_uuid_seq_epoch_key" ON "catalog_commits"("deployment_id", "table_uuid", "seq", "epoch");

-- AddForeignKey
ALTER TABLE "projects" ADD CONSTRAINT "projects_head_revision_id_fkey" FOREIGN KEY ("head_revision_id") REFERENCES "revisions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_files" ADD CONSTRAINT "revision_files_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipeline_versions" ADD CONSTRAINT "pipeline_versions_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_pipelines" ADD CONSTRAINT "revision_pipelines_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "revisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revision_pipelines" ADD CONSTRAINT "revision_pipelines_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "pipeline_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft_files" ADD CONSTRAINT "draft_files_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environments" ADD CONSTRAINT "environments_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connections" ADD CONSTRAINT "connections_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_environment_id_fkey" FOREIGN KEY ("environment_id") REFERENCES "environments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leases" ADD CONSTRAINT "leases_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restore_points" ADD CONSTRAINT "restore_points_deployment_id_fkey" FOREIGN KEY ("deployment_id") REFERENCES "deployments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_tables" ADD CONSTRAINT "catalog_tables_namespace_fkey" FOREIGN KEY ("namespace") REFERENCES "catalog_namespaces"("name") ON DELETE RESTRICT ON UPDATE CASCADE;


