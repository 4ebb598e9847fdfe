/** What a project's files say about how it is made ready and tested. */
export interface Toolchain {
  readonly name: string;
  readonly setup: readonly string[];
  readonly verify: readonly string[];
}

/** Text of a file in the root of the project; null when there is none. */
export type ReadFile = (name: string) => string | null;

/** The toolchains of a project, by the files in its root; a polyglot project has several. */
export function detectToolchains(read: ReadFile): readonly Toolchain[] {
  const found = [detectNode, detectCargo, detectGo, detectPython, detectMaven, detectGradle].flatMap(
    (detect) => detect(read) ?? [],
  );
  const make = detectMake(read);
  // A Makefile beside a toolchain mostly wraps its commands: it counts only where nothing else can test.
  return make === null || found.some(({ verify }) => verify.length > 0) ? found : [...found, make];
}

const packageManagers = [
  { name: 'npm', lock: ['package-lock.json', 'npm-shrinkwrap.json'], install: 'npm ci', test: 'npm test' },
  {
    name: 'pnpm',
    lock: ['pnpm-lock.yaml'],
    install: 'pnpm install --frozen-lockfile',
    test: 'pnpm test',
  },
  { name: 'yarn', lock: ['yarn.lock'], install: 'yarn install --immutable', test: 'yarn test' },
  {
    name: 'bun',
    lock: ['bun.lock', 'bun.lockb'],
    install: 'bun install --frozen-lockfile',
    test: 'bun run test',
  },
] as const;

function detectNode(read: ReadFile): Toolchain | null {
  const text = read('package.json');
  if (text === null) return null;
  const manifest = parseManifest(text);
  const wanted = /^(npm|pnpm|yarn|bun)@/.exec(manifest.packageManager)?.[1];
  const locked = packageManagers.find(({ lock }) => lock.some((file) => read(file) !== null));
  const manager = packageManagers.find(({ name }) => name === wanted) ?? locked ?? packageManagers[0];
  const placeholder = manifest.test === '' || /no test specified/.test(manifest.test);
  return {
    name: manager.name,
    setup: setupOfNode(manager, locked !== undefined, manifest, read),
    verify: placeholder ? [] : [manager.test],
  };
}

function setupOfNode(
  manager: (typeof packageManagers)[number],
  isLocked: boolean,
  manifest: Manifest,
  read: ReadFile,
): readonly string[] {
  if (!isLocked) return manifest.hasDependencies ? [`${manager.name} install`] : [];
  // The first Yarn knows neither `--immutable` nor a file of this name.
  const isOldYarn = manager.name === 'yarn' && read('.yarnrc.yml') === null;
  return [isOldYarn ? 'yarn install --frozen-lockfile' : manager.install];
}

interface Manifest {
  readonly packageManager: string;
  readonly test: string;
  readonly hasDependencies: boolean;
}

function parseManifest(text: string): Manifest {
  const manifest = parseJson(text);
  const scripts = field(manifest, 'scripts');
  const test = field(scripts, 'test');
  const packageManager = field(manifest, 'packageManager');
  return {
    packageManager: typeof packageManager === 'string' ? packageManager : '',
    test: typeof test === 'string' ? test : '',
    hasDependencies: ['dependencies', 'devDependencies'].some((key) => {
      const part = field(manifest, key);
      return typeof part === 'object' && part !== null && Object.keys(part).length > 0;
    }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A manifest that is being edited says nothing about the project.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

function detectCargo(read: ReadFile): Toolchain | null {
  return read('Cargo.toml') === null ? null : { name: 'cargo', setup: [], verify: ['cargo test'] };
}

function detectGo(read: ReadFile): Toolchain | null {
  return read('go.mod') === null ? null : { name: 'go', setup: [], verify: ['go test ./...'] };
}

function detectPython(read: ReadFile): Toolchain | null {
  const project = read('pyproject.toml');
  if (read('uv.lock') !== null || /^\[tool\.uv\]/m.test(project ?? ''))
    return { name: 'uv', setup: ['uv sync'], verify: ['uv run pytest'] };
  if (read('poetry.lock') !== null || /^\[tool\.poetry\]/m.test(project ?? ''))
    return { name: 'poetry', setup: ['poetry install'], verify: ['poetry run pytest'] };
  const others = ['setup.cfg', 'tox.ini', 'requirements.txt', 'requirements-dev.txt'].map(read);
  const usesPytest =
    read('pytest.ini') !== null || [project, ...others].some((text) => text?.includes('pytest'));
  if (usesPytest) return { name: 'pytest', setup: [], verify: ['python -m pytest'] };
  return project === null ? null : { name: 'python', setup: [], verify: [] };
}

function detectMaven(read: ReadFile): Toolchain | null {
  if (read('pom.xml') === null) return null;
  return { name: 'maven', setup: [], verify: [`${read('mvnw') === null ? 'mvn' : './mvnw'} -q -B test`] };
}

function detectGradle(read: ReadFile): Toolchain | null {
  if (read('build.gradle') === null && read('build.gradle.kts') === null) return null;
  return { name: 'gradle', setup: [], verify: [`${read('gradlew') === null ? 'gradle' : './gradlew'} test`] };
}

function detectMake(read: ReadFile): Toolchain | null {
  const makefile = read('Makefile') ?? read('makefile') ?? read('GNUmakefile');
  const target = /^(test|check)\s*:(?!=)/m.exec(makefile ?? '')?.[1];
  return target === undefined ? null : { name: 'make', setup: [], verify: [`make ${target}`] };
}
