import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gutterIcon } from '../../../../src/vscode/language/gutterIcons.ts';
import type { TaskIcon } from '../../../../src/shared/taskSign.ts';
import { taskIcons } from '../../../../src/vscode/views/stateLook.ts';

describe('pictures in the gutter', () => {
  it('differ by shape or colour from state to state, and between light and dark', () => {
    const icons = (Object.keys(taskIcons) as TaskIcon[]).filter((icon) => icon !== 'ungated');
    const pictures = icons.flatMap((icon) => [gutterIcon(icon, 'light'), gutterIcon(icon, 'dark')]);
    assert.equal(new Set(pictures).size, pictures.length);
    for (const picture of pictures) {
      assert.match(picture, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/);
      assert.ok(picture.length < 500);
    }
  });
});
