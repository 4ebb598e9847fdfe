/** Where an item of a column would like its middle to be, how much, and the room that it needs on either side. */
export interface Wish {
  readonly middle: number;
  readonly weight: number;
  readonly room: number;
}

interface Block {
  sum: number;
  weight: number;
  count: number;
}

/**
 * The middles that keep the order and the room and are nearest to the wishes by weighted least squares: isotonic
 * regression by pooling adjacent violators, in linear time.
 */
export function spread(wishes: readonly Wish[]): number[] {
  const offsets: number[] = [];
  const blocks: Block[] = [];
  let offset = 0;
  for (const [index, wish] of wishes.entries()) {
    if (index > 0) offset += (wishes[index - 1]?.room ?? 0) + wish.room;
    offsets.push(offset);
    let block: Block = { sum: (wish.middle - offset) * wish.weight, weight: wish.weight, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && mean(last) >= mean(block); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        count: last.count + block.count,
      };
    }
    blocks.push(block);
  }
  const bases = blocks.flatMap((block) => Array<number>(block.count).fill(mean(block)));
  return offsets.map((one, index) => (bases[index] ?? 0) + one);
}

function mean({ sum, weight }: Block): number {
  return sum / weight;
}
