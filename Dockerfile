# One file for every image of docker-compose.yml. Targets: app (migrate, server, web, runner, generator), flink, spark.

FROM node:20-bookworm AS build
WORKDIR /opt/penstock
COPY . .
RUN npm ci --include=dev --no-audit --no-fund
RUN CI=1 npm run build
RUN PENSTOCK_CACHE=/opt/penstock/.cache node scripts/extensions.mjs /opt/penstock/extensions.json

FROM node:20-bookworm-slim AS app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PENSTOCK_DATA=/var/lib/penstock
WORKDIR /opt/penstock
COPY --from=build /opt/penstock /opt/penstock
RUN mkdir -p /var/lib/penstock/warehouse && chown -R node:node /var/lib/penstock
USER node
CMD ["node", "--enable-source-maps", "apps/server/dist/main.mjs"]

# Jars of the other engines, from the Maven repository that the image is configured for.
FROM maven:3-eclipse-temurin-17 AS jars
WORKDIR /jars
COPY docker/copy-jars.sh /usr/local/bin/copy-jars
RUN copy-jars /jars/flink \
      org.apache.flink:flink-sql-connector-kafka:4.0.1-2.0 \
      org.apache.iceberg:iceberg-flink-runtime-2.1:1.11.0 \
      org.apache.hadoop:hadoop-client-api:3.4.2 \
      org.apache.hadoop:hadoop-client-runtime:3.4.2 \
      commons-logging:commons-logging:1.2
RUN copy-jars /jars/spark \
      org.apache.spark:spark-sql-kafka-0-10_2.13:4.1.3 \
      org.apache.spark:spark-token-provider-kafka-0-10_2.13:4.0.0 \
      org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.12.0 \
      org.apache.kafka:kafka-clients:3.9.1 \
      org.apache.commons:commons-pool2:2.12.1

FROM flink:2.1.3-java17 AS flink
COPY --from=jars /jars/flink/ /opt/flink/lib/

FROM spark:4.1.3-scala2.13-java17-python3-ubuntu AS spark
COPY --from=jars /jars/spark/ /opt/spark/jars/
