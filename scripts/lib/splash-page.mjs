/** Stands alone: no build, no file beside it. Asks for the state and reloads once the app answers. */
export const splashHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Penstock is starting</title>
<style>
  :root { color-scheme: light dark; --text: #1c2024; --dim: #60646c; --line: #e3e4e8; --page: #fcfcfd; --go: #0b7a75; --bad: #b42318; }
  @media (prefers-color-scheme: dark) { :root { --text: #edeef0; --dim: #a0a4ab; --line: #2b2f36; --page: #111315; --go: #4cc4bd; --bad: #ff8a7a; } }
  body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 16vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.25rem; font-weight: 600; margin: 0 0 .25rem; }
  p { color: var(--dim); margin: 0 0 1.5rem; }
  ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
  li { display: grid; grid-template-columns: 10rem 1fr; gap: .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .state { color: var(--dim); overflow-wrap: anywhere; }
  .ready .state { color: var(--go); }
  .failed .state { color: var(--bad); white-space: pre-wrap; }
</style>
<main>
  <h1>Penstock is starting</h1>
  <p id="lead">This page turns into the app by itself. The first start fetches and builds; later ones take seconds.</p>
  <ul id="parts" aria-live="polite"></ul>
  <noscript>Reload this page in a moment.</noscript>
</main>
<script>
  const words = { waiting: 'waiting', fetching: 'being fetched', starting: 'starting', ready: 'ready', failed: 'failed', restarting: 'starting again', absent: 'not used' };
  const list = document.getElementById('parts');
  async function look() {
    try {
      const answer = await fetch('/api/health', { cache: 'no-store' });
      if (!answer.headers.has('x-penstock-starting')) return location.reload();
      const { parts } = await answer.json();
      list.replaceChildren(...parts.map(row));
    } catch {
      document.getElementById('lead').textContent = 'No answer for the moment. If this stays, look at the terminal in which Penstock was started.';
    }
    setTimeout(look, 700);
  }
  function row(part) {
    const item = document.createElement('li');
    item.className = part.state;
    const name = document.createElement('span');
    name.textContent = part.label || part.name;
    const state = document.createElement('span');
    state.className = 'state';
    const progress = part.progress === undefined ? '' : ' ' + part.progress + ' %';
    state.textContent = words[part.state] + progress + (part.detail && part.state !== 'ready' ? ': ' + part.detail : '');
    item.append(name, state);
    return item;
  }
  look();
</script>
</html>
`;
