import path from 'node:path';

/**
 * The layers of docs/architecture.md, most specific folder first: who may import whom.
 *
 * `imports`: folders and files whose values may be imported; `types`: folders of which only types may be; a layer may always
 * import from itself. `packages`: npm packages, or `'any'`. `ambient`: `none` takes clock, chance, timers, processes and
 * Node away, so that these come in as facts; `vscode` adds the editor's API to Node's.
 */
const layers = [
  { folder: 'src/shared', imports: [], types: [], packages: [], ambient: 'none' },
  { folder: 'src/core/base', imports: [], types: [], packages: [], ambient: 'none' },
  {
    folder: 'src/core/config',
    imports: ['src/core/base'],
    types: ['src/shared'],
    packages: ['zod'],
    ambient: 'none',
  },
  {
    folder: 'src/core/plan',
    imports: ['src/core/base'],
    types: [],
    packages: ['markdown-it', 'picomatch', 'yaml'],
    ambient: 'none',
  },
  {
    folder: 'src/core/graph',
    imports: ['src/core/base', 'src/core/plan'],
    types: [],
    packages: ['picomatch'],
    ambient: 'none',
  },
  {
    folder: 'src/core/engine',
    imports: ['src/core/base', 'src/core/config', 'src/core/plan', 'src/core/graph'],
    types: ['src/shared'],
    packages: ['p-queue', 'picomatch'],
    ambient: 'none',
  },
  {
    folder: 'src/core/projections',
    imports: ['src/core', 'src/shared'],
    types: [],
    packages: [],
    ambient: 'none',
  },
  {
    folder: 'src/adapters/*',
    imports: ['src/core', 'src/shared', 'src/adapters/process'],
    types: [],
    packages: 'any',
    ambient: 'node',
  },
  {
    folder: 'src/runner',
    imports: ['src/core/base', 'src/shared', 'src/adapters/agents', 'src/adapters/process'],
    types: ['src/core'],
    packages: [],
    ambient: 'node',
  },
  {
    folder: 'src/app',
    imports: ['src/core', 'src/adapters', 'src/shared'],
    types: [],
    packages: 'any',
    ambient: 'node',
  },
  {
    folder: 'src/cli',
    imports: ['src/app', 'src/core', 'src/shared', 'package.json'],
    types: [],
    packages: 'any',
    ambient: 'node',
  },
  {
    folder: 'src/vscode',
    imports: ['src/app', 'src/core', 'src/shared'],
    types: [],
    packages: 'any',
    ambient: 'vscode',
  },
  { folder: 'webview-ui', imports: ['src/shared'], types: [], packages: 'any', ambient: 'dom' },
];

const patterns = layers.map((layer) => ({
  layer,
  pattern: new RegExp(`^${layer.folder.replaceAll('*', '[^/]+')}(?=/|$)`),
}));

/** The layer of a path relative to the repository, and the folder that it owns there; null outside of all layers. */
function layerOf(relativePath) {
  for (const { layer, pattern } of patterns) {
    const folder = pattern.exec(relativePath)?.[0];
    if (folder !== undefined) return { layer, folder };
  }
  return null;
}

/** Why `from` (a path relative to the repository) may not import `specifier`; null when it may. */
function importProblem(from, specifier, { typeOnly }) {
  const own = layerOf(from);
  if (own === null) return null;
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(from), specifier);
    const allowed = [own.folder, ...own.layer.imports, ...(typeOnly ? own.layer.types : [])];
    if (allowed.some((place) => target === place || target.startsWith(`${place}/`))) return null;
    const typesWouldDo = own.layer.types.some((folder) => target.startsWith(`${folder}/`));
    return `${own.folder} may not import ${typesWouldDo ? 'values of ' : ''}${target}`;
  }
  if (specifier === 'vscode')
    return own.layer.ambient === 'vscode' ? null : `${own.folder} may not import vscode`;
  if (specifier.startsWith('node:'))
    return own.layer.ambient === 'none' || own.layer.ambient === 'dom'
      ? `${own.folder} may not import ${specifier}`
      : null;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return own.layer.packages === 'any' || own.layer.packages.includes(name)
    ? null
    : `${own.folder} may not import the package ${name}`;
}

/** The table as a rule. It reads specifiers only: every import of the project is relative and carries its extension. */
export const layersRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layer: '{{problem}} (the table is in eslint-rules/layers.js)' },
  },
  create(context) {
    const from = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (source, typeOnly) => {
      if (typeof source?.value !== 'string') return;
      const problem = importProblem(from, source.value, { typeOnly });
      if (problem !== null) context.report({ node: source, messageId: 'layer', data: { problem } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source, true),
    };
  },
};

const ambientGlobals = [
  ...['process', 'Buffer', 'global', 'globalThis', 'require', 'module', '__dirname', '__filename', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...['fetch', 'WebSocket', 'performance', 'crypto', 'navigator'],
];

/** Rules for the layers whose `ambient` is `none`. */
export const noAmbientRules = {
  'no-restricted-globals': [
    'error',
    ...ambientGlobals.map((name) => ({
      name,
      message: 'This layer is pure: it comes in as a fact or a port.',
    })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'This layer is pure: time comes in as a fact.' },
    { object: 'Math', property: 'random', message: 'This layer is pure: chance comes in as a fact.' },
    {
      object: 'AbortSignal',
      property: 'timeout',
      message: 'This layer is pure: timers come through the clock.',
    },
  ],
};

/** For `no-restricted-syntax`, which later blocks of the config replace as a whole. */
export const noAmbientSyntax = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'This layer is pure: time comes in as a fact.',
  },
];

/** Globs of the files of the layers with this `ambient`. */
export function filesOf(ambient) {
  return layers
    .filter((layer) => layer.ambient === ambient)
    .flatMap((layer) => [`${layer.folder}/**/*.ts`, `${layer.folder}/**/*.tsx`]);
}
