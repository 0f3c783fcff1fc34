/** Undefined when this Node will do, else what to do. @param {string} version for example "20.19.0" */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Penstock needs Node.js 20.19 or newer, this is ${version}. Install a newer one (nodejs.org, or your version manager) and start again.`;
}
