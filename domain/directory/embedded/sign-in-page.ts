/** The page of the embedded directory that asks who somebody is. `complaint` is a sentence of ours. */
export function signInPage({ username, complaint }: { username?: string; complaint?: string } = {}): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center; min-height: 100vh; background: #f4f5f7; color: #1c2430 }
  main { background: #fff; padding: 2rem; border-radius: 12px; width: min(22rem, 90vw); box-sizing: border-box; box-shadow: 0 1px 8px #0002 }
  h1 { font-size: 1.3rem; margin: 0 0 1rem }
  label { display: block; margin: .75rem 0 .25rem }
  input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem .6rem; border-radius: 6px; border: 1px solid #8a94a3 }
  button { margin-top: 1.25rem; border: 0; background: #0b5cad; color: #fff; cursor: pointer }
  p { margin: 0 0 .5rem } p[role=alert] { color: #a30f0f }
  @media (prefers-color-scheme: dark) { body { background: #14181e; color: #e6e9ee } main { background: #1f252e } input { background: #14181e; color: inherit } p[role=alert] { color: #ff9a9a } }
</style>
<main>
  <h1>Sign in</h1>
  <p>The directory of this machine, for development.</p>
  ${complaint ? `<p role="alert">${escapeHtml(complaint)}</p>` : ''}
  <form method="post">
    <label for="username">User name</label>
    <input id="username" name="username" autocomplete="username" required autofocus maxlength="200" value="${escapeHtml(username ?? '')}">
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
    <button>Sign in</button>
  </form>
</main>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
