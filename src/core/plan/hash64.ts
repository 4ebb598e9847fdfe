/**
 * FNV-1a, 64 bit (Fowler, Noll, Vo; RFC 9923), over the UTF-16 code units as two bytes each, low byte first: 16 hex digits.
 * In two halves of 32 bits, since BigInt is slow. For names that must stay the same, not for secrets.
 */
export function hash64(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    [high, low] = multiplyByPrime(high, (low ^ (unit & 0xff)) >>> 0);
    [high, low] = multiplyByPrime(high, (low ^ (unit >>> 8)) >>> 0);
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** Times 2^40 + 0x1b3, modulo 2^64. */
function multiplyByPrime(high: number, low: number): [high: number, low: number] {
  const product = low * 0x1b3;
  const carry = Math.floor(product / 0x1_0000_0000);
  return [(Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0, product >>> 0];
}
