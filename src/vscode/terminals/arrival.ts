/** What is known of a terminal that somebody else opened, and that shows an attempt. */
export interface Arrival {
  /** Its process hosts the attempt; others only attach to it. */
  readonly hosts: boolean;
  /** A person asked for it. */
  readonly isAsked: boolean;
  /** The editor brought it back after a reload. */
  readonly isBroughtBack: boolean;
  /** Another terminal shows the attempt already. */
  readonly isSecond: boolean;
}

/** `shown` is the one of its attempt from now on; `further` stays beside that one; `surplus` shows nothing new. */
export type ArrivalPlace = 'shown' | 'further' | 'surplus';

export function placeOf({ hosts, isAsked, isBroughtBack, isSecond }: Arrival): ArrivalPlace {
  if (!isSecond || hosts) return 'shown';
  return isAsked || !isBroughtBack ? 'further' : 'surplus';
}

/** The editor does not tell how a terminal was made that it brings back: the keys are there, without values. */
export function isBroughtBack(creationOptions: { readonly shellPath?: string } | object): boolean {
  return !('shellPath' in creationOptions) || creationOptions.shellPath === undefined;
}
