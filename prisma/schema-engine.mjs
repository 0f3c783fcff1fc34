#!/usr/bin/env node
// Answers Prisma's schema-engine JSON-RPC with the WASM build from npm; no download from binaries.prisma.sh.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const argv = process.argv.slice(2);
const values = (flag) => argv.flatMap((arg, i) => (arg === flag ? [argv[i + 1]] : []));
const url = new URL(JSON.parse(values('--datasource')[0]).url);
const connection = {
  host: url.hostname,
  port: Number(url.port || 5432),
  database: url.pathname.slice(1),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password) || undefined,
};
const once = async (config, sql) => {
  const client = new pg.Client(config);
  try {
    await client.connect();
    await client.query(sql);
    await client.end();
    process.exit(0);
  } catch (error) {
    const error_code = { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? 'P1001';
    const fields = { message: error.message, is_panic: false, error_code };
    console.error(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`); // the CLI skips line 1
    process.exit(1);
  }
};
if (argv.includes('can-connect-to-database')) await once(connection, 'select 1');
if (argv.includes('create-database'))
  await once({ ...connection, database: 'postgres' }, `create database "${connection.database}"`);

// adapter-pg cannot map "char", name and their arrays (prisma/orm#27403)
const OIDS = { 18: 1042, 19: 25, 1002: 1014, 1003: 1009 };
const remap = (result) => {
  for (const f of result?.fields ?? []) f.dataTypeID = OIDS[f.dataTypeID] ?? f.dataTypeID;
  return result;
};
class Client extends pg.Client {
  query(...args) {
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      args[args.length - 1] = (error, result) => callback(error, remap(result));
      return super.query(...args);
    }
    const pending = super.query(...args);
    return pending?.then ? pending.then(remap) : pending;
  }
}
class Postgres extends PrismaPg {
  async connectToShadowDb() {
    // adapter-pg 7.10 drops the shadow database while its own pool still holds it
    const admin = await this.connect(),
      name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await admin.executeScript(`create database "${name}"`);
    const shadow = await new PrismaPg({ ...connection, database: name, Client }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`drop database "${name}" with (force)`);
      await admin.dispose();
    };
    return shadow;
  }
}
const file = (name) => new URL(name, import.meta.resolve('@prisma/schema-engine-wasm'));
const glue = await import(file('schema_engine_bg.js'));
const { instance } = await WebAssembly.instantiate(readFileSync(file('schema_engine_bg.wasm')), {
  './schema_engine_bg.js': glue,
});
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start?.();

const datamodels = values('--datamodels').map((path) => [path, readFileSync(path, 'utf8')]);
const adapter = bindMigrationAwareSqlAdapterFactory(new Postgres({ ...connection, Client }));
const engine = await glue.SchemaEngine.new(
  { datamodels: datamodels.length ? datamodels : undefined },
  () => {},
  adapter,
);
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (!method) continue;
  try {
    const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
    if (method === 'diff' && result.stdout)
      send({ id: 0, method: 'print', params: { content: result.stdout } });
    send({ id, result: result ?? {} });
  } catch (error) {
    const data = {
      is_panic: false,
      message: String(error.message),
      error_code: error.code ?? null,
      meta: error.meta ?? {},
    };
    send({ id, error: { code: 4466, message: data.message, data } });
  }
}
process.exit(0);
