/**
 * When a usage limit ends, out of Claude Code's words: `…limit reached|1771390800` (epoch seconds) or `…resets 3pm
 * (Europe/London)`, with or without minutes. Epoch milliseconds; null when it does not say. The precise source is
 * `rate_limit_event`; this is for versions and log-ins that do not print it.
 */
export function resetTimeIn(words: string, now: number): number | null {
  const epoch = /limit reached\|(\d{10})\b/i.exec(words)?.[1];
  if (epoch !== undefined) return Number(epoch) * 1000;
  const clock = /resets (?:at )?(\d{1,2})(?::(\d{2}))? ?(am|pm)(?: \(([A-Za-z_+\-/0-9]+)\))?/i.exec(words);
  if (clock === null) return null;
  const [, hourText = '0', minuteText = '0', half = 'am', zone] = clock;
  const hour = (Number(hourText) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return nextTimeOfDay({ minutes: hour * 60 + Number(minuteText), zone, now });
}

interface TimeOfDay {
  readonly minutes: number;
  readonly zone: string | undefined;
  readonly now: number;
}

/** The next moment at which clocks in the zone show that time. */
function nextTimeOfDay({ minutes, zone, now }: TimeOfDay): number | null {
  const shown = minutesShown(now, zone);
  if (shown === null) return null;
  const ahead = (minutes - shown + 24 * 60) % (24 * 60);
  const startOfMinute = Math.floor(now / 60_000) * 60_000;
  return startOfMinute + (ahead === 0 ? 24 * 60 : ahead) * 60_000;
}

function minutesShown(now: number, zone: string | undefined): number | null {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    const format = new Intl.DateTimeFormat(
      'en-GB',
      zone === undefined ? options : { ...options, timeZone: zone },
    );
    const [hour = '0', minute = '0'] = format.format(now).split(':');
    return Number(hour) * 60 + Number(minute);
  } catch (error) {
    // A zone that this runtime does not know.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
