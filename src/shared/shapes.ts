/** Whether a value that came from outside has a shape; further fields than the known ones do no harm. */
export type Shape<T> = (value: unknown) => value is T;

export const isText = typed<string>('string');
export const isNumber = typed<number>('number');
export const isFlag = typed<boolean>('boolean');
export const areTexts = listOf(isText);

/** Keyed by field, so that the compiler misses none. */
export function record<T>(fields: { readonly [Key in keyof T]: Shape<T[Key]> }): Shape<T> {
  const all: readonly (readonly [string, Shape<unknown>])[] = Object.entries(fields);
  return (value): value is T => isObject(value) && all.every(([key, shape]) => shape(value[key]));
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((one) => shape(one));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || shape(value);
}

/** Keyed by word, so that the compiler misses none. */
export function wordOf<Word extends string>(words: Readonly<Record<Word, unknown>>): Shape<Word> {
  return (value): value is Word => isText(value) && Object.hasOwn(words, value);
}

/** One of a union that is told apart by its `type`: what it has beside that, by type. */
export function oneOf<Union extends { readonly type: string }>(shapes: {
  readonly [Type in Union['type']]: Shape<Omit<Extract<Union, { readonly type: Type }>, 'type'>>;
}): Shape<Union> {
  const byType = new Map<unknown, Shape<unknown>>(Object.entries(shapes));
  return (value): value is Union => isObject(value) && byType.get(value['type'])?.(value) === true;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typed<T>(type: string): Shape<T> {
  return (value): value is T => typeof value === type;
}
