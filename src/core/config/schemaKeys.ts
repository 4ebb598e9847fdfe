import * as z from 'zod';

/** Keys that the object at this path of a schema may have; none where there is no such object. */
export function keysAt(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  const inner = unwrap(schema);
  const [key, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    if (key === undefined) return Object.keys(inner.shape);
    const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
    const part = shape[key];
    return part === undefined ? [] : keysAt(part, rest);
  }
  if (inner instanceof z.ZodRecord && key !== undefined) return keysAt(inner.valueType, rest);
  return [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}
