import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gutterIcon } from '../../../../src/vscode/language/gutterIcons.ts';
import { taskIcons, type TaskWord } from '../../../../src/vscode/views/stateLook.ts';

describe('pictures in the gutter', () => {
  it('differ by shape or colour from state to state, and between light and dark', () => {
    const words = (Object.keys(taskIcons) as TaskWord[]).filter((word) => word !== 'ungated');
    const pictures = words.flatMap((word) => [gutterIcon(word, 'light'), gutterIcon(word, 'dark')]);
    assert.equal(new Set(pictures).size, pictures.length);
    for (const picture of pictures) {
      assert.match(picture, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/);
      assert.ok(picture.length < 500);
    }
  });
});
