'use client';

export default function GlobalError({ reset }: { error: Error; reset(): void }) {
  return (
    <html lang="en">
      <body>
        <h1>Penstock could not show this page</h1>
        <p>
          Pipelines go on without it. Reload the page; if it stays so, look at the log of the web process.
        </p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
