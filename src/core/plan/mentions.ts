import { isGlob, normalisePath } from './globText.ts';
import type { CodeSpan } from './inline.ts';
import { findCodeSpans } from './inline.ts';

const maxMentions = 200;

const namesWithoutExtension =
  /(?:^|\/)(?:Makefile|Dockerfile|Containerfile|Justfile|Procfile|Gemfile|Rakefile|LICENSE|README|CHANGELOG|CODEOWNERS)$/;
const nested = /^[\w@.+()-]+(?:\/[\w@.+()-]+)*\/[\w@+()-]*\.[A-Za-z][\w-]{0,9}$/;
// Without a folder `user.name` looks like a file, so only names of files that are common count.
const single =
  /^[\w@+-][\w@.+-]*\.(?:[cm]?[jt]sx?|json[c5]?|ya?ml|toml|ini|cfg|conf|env|lock|md|mdx|txt|rst|html?|css|scss|less|svg|vue|svelte|astro|py|pyi|ipynb|rb|go|rs|java|kts?|scala|swift|mm?|c|cc|cpp|cxx|h|hpp|cs|fs|php|pl|lua|ex|exs|erl|hs|ml|clj|dart|r|jl|sh|bash|zsh|fish|ps1|bat|sql|prisma|graphql|gql|proto|tf|gradle|xml|csv|tsv|mod|sum)$/i;

/** Paths that the code spans of a title and of a body name (without fenced code), each once; globs are left out. */
export function findMentions(titleCode: readonly CodeSpan[], body: string): string[] {
  const found = new Set<string>();
  for (const span of titleCode) addPath(found, span.code);
  if (body.includes('`')) addFromBody(found, body);
  return found.size === 0 ? [] : [...found].slice(0, maxMentions);
}

function addFromBody(found: Set<string>, body: string): void {
  let fence: string | null = null;
  for (const line of body.split('\n')) {
    const mark = /^[\s>]*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (mark !== null && fence === null) fence = mark;
    else if (mark !== null && fence !== null && mark.startsWith(fence)) fence = null;
    else if (fence === null) for (const span of findCodeSpans(line)) addPath(found, span.code);
    if (found.size >= maxMentions) return;
  }
}

function addPath(found: Set<string>, code: string): void {
  // `src/a.ts:12` and `src/a.ts#L3` name the file.
  const path = normalisePath(code.replace(/(?::\d+(?::\d+)?|#L?\d+(?:-L?\d+)?)$/, ''));
  if (path === null || isGlob(path)) return;
  if (nested.test(path) || single.test(path) || namesWithoutExtension.test(path)) found.add(path);
}
