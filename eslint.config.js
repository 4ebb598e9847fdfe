import eslint from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { filesOf, layersRule, noAmbientRules, noAmbientSyntax } from './eslint-rules/layers.js';

const typescript = ['**/*.ts', '**/*.tsx'];
const plainJavaScript = ['**/*.js', '**/*.mjs', '**/*.cjs'];

const houseSyntax = [
  { selector: 'TSAsExpression > TSAsExpression', message: 'No double casts: parse or narrow the value.' },
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'A catch adds context, makes a value of it, or reports.',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      'coverage/**',
      '.cache/**',
      '.tutti/**',
      'test/fixtures/**',
      'examples/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    plugins: { 'import-x': importX, tutti: { rules: { layers: layersRule } } },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js', '.mjs'],
      // Without parsers `no-cycle` reads nothing of a TypeScript file and so never finds anything.
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] })],
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'max-depth': ['error', 3],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      // All libraries are bundled, so all are devDependencies.
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: true }],
      'no-restricted-syntax': ['error', ...houseSyntax],
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'tutti/layers': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Three positional parameters, then one options object.
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, allowDefaultCaseForExhaustiveSwitch: true },
      ],
    },
  },
  {
    files: filesOf('none'),
    rules: { ...noAmbientRules, 'no-restricted-syntax': ['error', ...houseSyntax, ...noAmbientSyntax] },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Stand-ins implement asynchronous ports with nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: plainJavaScript,
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'URL', 'clearTimeout', 'console', 'performance', 'process', 'setTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  // Their tools ask for a default export.
  {
    files: ['eslint.config.js', 'scripts/support/mochaReporter.mjs'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);
