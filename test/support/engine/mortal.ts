export interface Life {
  alive: boolean;
}

/** A port whose owner may be killed: from then on calls do nothing and never return, as in a dead process. */
export function mortal<Port extends object>(port: Port, life: Life): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        if (life.alive) return hold(Reflect.apply(member, target, mortalArguments(args, life)), life);
        return silence;
      };
    },
  });
}

const silence = { then: () => undefined, dispose: () => undefined };

/** A promise that a dead owner waits for never resolves. */
function hold(value: unknown, life: Life): unknown {
  if (!(value instanceof Promise)) return value;
  return new Promise((resolve, reject) => {
    value.then(
      (result) => life.alive && resolve(result),
      (error: unknown) => life.alive && reject(error instanceof Error ? error : new Error(String(error))),
    );
  });
}

/** Callbacks and listeners that a dead owner left are not called. */
function mortalArguments(args: readonly unknown[], life: Life): unknown[] {
  return args.map((arg) => {
    if (typeof arg === 'function') {
      return (...inner: readonly unknown[]): unknown => life.alive && Reflect.apply(arg, undefined, inner);
    }
    const isListener = typeof arg === 'object' && arg !== null && 'onResult' in arg;
    return isListener ? mortal(arg, life) : arg;
  });
}
