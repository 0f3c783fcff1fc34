-- CreateTable
CREATE TABLE "set_aside_replays" (
    "id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "deployment_id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "record_epoch" BIGINT NOT NULL,
    "record_seq" BIGINT NOT NULL,
    "value" BYTEA,
    "actor_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "claimed_epoch" BIGINT,
    "claims" INTEGER NOT NULL DEFAULT 0,
    "epoch" BIGINT,
    "seq" BIGINT,
    "commit_id" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failure_column" TEXT,
    "failure_line" INTEGER,

    CONSTRAINT "set_aside_replays_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "set_aside_replays_deployment_id_requested_at_idx" ON "set_aside_replays"("deployment_id", "requested_at");

-- Only one request at a time, and none after a success, for a record as it was set aside.
CREATE UNIQUE INDEX "set_aside_replays_one_per_record" ON "set_aside_replays"("record_id", "record_epoch", "record_seq") WHERE "failed_at" IS NULL;

-- What a runner looks for every few seconds.
CREATE INDEX "set_aside_replays_waiting" ON "set_aside_replays"("deployment_id") WHERE "done_at" IS NULL AND "failed_at" IS NULL;

-- AddForeignKey
ALTER TABLE "set_aside_replays" ADD CONSTRAINT "set_aside_replays_record_id_fkey" FOREIGN KEY ("record_id") REFERENCES "set_aside_records"("id") ON DELETE CASCADE ON UPDATE CASCADE;
