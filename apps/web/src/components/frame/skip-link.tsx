export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-1 left-1 -translate-y-16 rounded-md border border-line-strong bg-panel px-3 py-1.5 focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
