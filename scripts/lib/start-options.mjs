import { resolve } from 'node:path';

export const help = `Usage: npm start -- [options]

  --data DIR   where everything is kept (default .penstock)
  --port N     port of the page on 127.0.0.1 (default 4400; the next free one when it is in use)
  --help       this text

Environment: DATABASE_URL (your Postgres), KAFKA_BROKERS (your Kafka), REDIS_URL (your Redis),
DUCKDB_EXTENSION_DIR (DuckDB's extensions), PENSTOCK_CACHE (downloads, default .cache),
PENSTOCK_GENERATOR=on|off (messages of the example).
`;

/**
 * @param {string[]} args
 * @returns {{ help: true } | { data: string, port: number }}
 */
export function parseStartOptions(args) {
  const options = { data: resolve('.penstock'), port: 4400 };
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = splitOnce(args[index] ?? '');
    if (name === '--help' || name === '-h') return { help: true };
    const value = inline ?? args[++index];
    if (name === '--data' && value) options.data = resolve(value);
    else if (name === '--port' && value) options.port = portFrom(value);
    else throw new Error(`${name} is not an option, or lacks its value.\n\n${help}`);
  }
  return options;
}

/** @param {string} text */
function portFrom(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_515)
    throw new Error(`--port must be a number from 1 to 65515, not "${text}".`);
  return port;
}

/** @param {string} arg @returns {[string, string | undefined]} */
function splitOnce(arg) {
  const at = arg.indexOf('=');
  return at === -1 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}
