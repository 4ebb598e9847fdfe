import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { graphDot } from '../../../../src/core/projections/graphDot.ts';
import { graphMermaid } from '../../../../src/core/projections/graphMermaid.ts';
import { graphText } from '../../../../src/core/projections/graphText.ts';
import { checked } from '../../../support/planText.ts';

describe('views of a graph', () => {
  const hostile = checked([
    '## A "]; end',
    '- [ ] 1.1 "; } end [x](y) `$(rm)` \u001b[31m <b> #35; \\',
    '- [ ] 1.2 b (depends: 1.1)',
  ]);

  it('as Mermaid escape what could be code', () => {
    assert.equal(
      graphMermaid(hostile.plan, hostile.graph),
      [
        'flowchart LR',
        '  subgraph p0["Phase 1: A #34;#93;#59; end"]',
        '    n0["1.1 #34;#59; #125; end #91;x#93;#40;y#41; #96;$#40;rm#41;#96; #91;31m #60;b#62; #35;35#59; #92;"]',
        '    n1["1.2 b"]',
        '  end',
        '  n0 --> n1',
        '',
      ].join('\n'),
    );
  });

  it('as dot escape quotes and backslashes', () => {
    assert.equal(
      graphDot(hostile.plan, hostile.graph),
      [
        'digraph "test" {',
        '  rankdir=LR;',
        '  n0 [label="1.1 \\"; } end [x](y) `$(rm)` [31m <b> #35; \\\\", shape=box];',
        '  n1 [label="1.2 b", shape=box];',
        '  n0 -> n1;',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('as text show waves, the critical path, and no control characters', () => {
    assert.equal(
      graphText(hostile.plan, hostile.graph),
      [
        'test',
        '',
        'Wave 1',
        '  1.1 "; } end [x](y) `$(rm)` [31m <b> #35; \\',
        'Wave 2',
        '  1.2 b',
        '',
        'Critical path: 1.1 -> 1.2',
        '',
      ].join('\n'),
    );
  });

  it('show barriers, groups and checks as what they are', () => {
    const { plan, graph } = checked([
      '## A',
      '- [ ] 1.1 G',
      '  - [ ] 1.1.1 a',
      '- [ ] 1.2 b',
      '- [ ] VERIFY 1: `x`',
      '## B',
      '- [ ] 2.1 c',
      '- [ ] 2.2 d',
    ]);
    const mermaid = graphMermaid(plan, graph);
    assert.match(mermaid, /n0\[\["1\.1 G"\]\]/);
    assert.match(mermaid, /\{\{"VERIFY-1 #96;x#96;"\}\}/);
    assert.match(mermaid, /\(\(" "\)\)/);
    assert.match(graphDot(plan, graph), /shape=folder[^]*shape=hexagon[^]*shape=point[^]*style=dashed/);
  });
});
