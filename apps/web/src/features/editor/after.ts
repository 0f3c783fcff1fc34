/** `setTimeout` as the stores want it: returns its own cancellation. */
export function after(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
