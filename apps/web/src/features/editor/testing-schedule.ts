/** Timers that move by hand, for tests of debounced logic without sleeping. */
export function handSchedule() {
  let now = 0;
  let tasks: { at: number; task: () => void }[] = [];
  return {
    schedule(task: () => void, ms: number): () => void {
      const entry = { at: now + ms, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((other) => other !== entry);
      };
    },
    /** Runs what is due within `ms`, in order, and lets promises settle in between. */
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        const due = tasks.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        tasks = tasks.filter((other) => other !== due);
        now = due.at;
        due.task();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets chains of resolved promises run to their end. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}
