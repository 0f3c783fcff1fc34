import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testStack } from './stack-info';

const listName = 'guarded-pids';

/** Puts a process that a test started under the same guard as the services of the run. */
export function guardProcess(pid: number): void {
  appendFileSync(join(testStack().tempDir, listName), `${pid}\n`);
}

/**
 * A tiny shell that outlives the test run: when the pipe from this process closes, however it ended (kill -9 too), it
 * stops the recorded processes and removes the directory. So a killed test run leaves nothing behind.
 */
export function guardDirectory(dir: string): { watch(pid: number): void } {
  const list = join(dir, listName);
  writeFileSync(list, '');
  const script = `read -r _
    [ -f "$1/guarded-pids" ] || exit 0
    while read -r pid; do kill -INT "$pid" 2>/dev/null; done < "$1/guarded-pids"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      alive=; while read -r pid; do kill -0 "$pid" 2>/dev/null && alive=1; done < "$1/guarded-pids"
      [ -z "$alive" ] && break; sleep 1
    done
    while read -r pid; do kill -KILL "$pid" 2>/dev/null; done < "$1/guarded-pids"
    rm -rf "$1"`;
  const guard = spawn('sh', ['-c', script, 'guard', dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as unknown as { unref?(): void } | null)?.unref?.();
  return { watch: (pid) => appendFileSync(list, `${pid}\n`) };
}
