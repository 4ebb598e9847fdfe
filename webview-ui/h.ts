/** Attribute values: true sets it empty, false and null leave it out. Listeners are added by the caller. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;
/** For what only repeats to the eye what is said elsewhere. */
export const decorative: Attributes = { 'aria-hidden': 'true' };
type Part = Attributes | Node | string | null;
type HtmlName = keyof HTMLElementTagNameMap;
type SvgName = keyof SVGElementTagNameMap;
type NameIn<Selector> = Selector extends `${infer Name}.${string}` ? Name : Selector;

/** An HTML element by its name and classes, `p.dim`. Text is always text: there is no way to markup from here. */
export function h<Selector extends HtmlName | `${HtmlName}.${string}`>(
  selector: Selector,
  ...parts: readonly Part[]
): HTMLElementTagNameMap[NameIn<Selector> & HtmlName];
export function h(selector: string, ...parts: readonly Part[]): HTMLElement {
  return made((name) => document.createElement(name), selector, parts);
}

/** An SVG element, by the same. */
export function svg<Selector extends SvgName | `${SvgName}.${string}`>(
  selector: Selector,
  ...parts: readonly Part[]
): SVGElementTagNameMap[NameIn<Selector> & SvgName];
export function svg(selector: string, ...parts: readonly Part[]): SVGElement {
  return made((name) => document.createElementNS('http://www.w3.org/2000/svg', name), selector, parts);
}

function made<Made extends Element>(
  create: (name: string) => Made,
  selector: string,
  parts: readonly Part[],
): Made {
  const [name = '', ...classes] = selector.split('.');
  const element = create(name);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  for (const part of parts) {
    if (typeof part === 'string' || part instanceof Node) element.append(part);
    else if (part !== null) setAttributes(element, part);
  }
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Writes only what is another text, so that nothing is laid out anew and selections stay. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A button that says what it does and is no submit button. */
export function button(label: string, onPress: () => void, ...parts: readonly Part[]): HTMLButtonElement {
  const element = h('button', { type: 'button' }, label, ...parts);
  on(element, { click: onPress });
  return element;
}

/** A `div` of some classes whose parts belong together, under a name that screen readers say. */
export function group(classes: string, label: string, ...parts: readonly Part[]): HTMLElement {
  return h(`div.${classes}`, { role: 'group', 'aria-label': label }, ...parts);
}

export type Focusable = HTMLElement | SVGElement;

/** What has the keyboard's focus. */
export function focused(): Focusable | null {
  return document.activeElement as Focusable | null;
}

export type Listeners = {
  readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void;
};

/** Listens to several kinds of events of one element. */
export function on(element: Element, listeners: Listeners, options: AddEventListenerOptions = {}): void {
  for (const [name, listener] of Object.entries(listeners))
    element.addEventListener(name, listener as EventListener, options);
}

/** Text of a plan or an agent: it keeps its direction to itself. */
export function bdi(text: string, ...parts: readonly Part[]): HTMLElement {
  return h('bdi', text, ...parts);
}
