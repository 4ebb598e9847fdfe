import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney, parseMoney } from '../src/money.js';

test('reads euros with and without cents', () => {
  assert.deepEqual(['12', '12.5', '12.50', '0.05'].map(parseMoney), [1200, 1250, 1250, 5]);
});

test('refuses what is not an amount', () => {
  for (const text of ['', '1,50', '-3', '1.234']) assert.throws(() => parseMoney(text), /not an amount/);
});

test('writes cents as euros', () => {
  assert.deepEqual([1250, 5, 0, -199].map(formatMoney), ['12.50', '0.05', '0.00', '-1.99']);
});
