const secretName = /(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i;

/** Below this a value is more likely a word than a secret. */
const minLength = 8;

/** Replaces the values of variables that look like secrets by their name, in texts that go to disk or a terminal. */
export function redactorFor(environment: Readonly<NodeJS.ProcessEnv>): (text: string) => string {
  const secrets: [value: string, shown: string][] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value.length < minLength || !secretName.test(name)) continue;
    secrets.push([value, `<${name}>`]);
  }
  if (secrets.length === 0) return (text) => text;
  return (text) => {
    let clean = text;
    for (const [value, shown] of secrets) if (clean.includes(value)) clean = clean.replaceAll(value, shown);
    return clean;
  };
}
