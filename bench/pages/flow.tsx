import { Position, ReactFlow, useNodesState, type Node } from '@xyflow/react';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { tellPainted, timedLayout } from './benchPage.ts';

const { nodes: placed } = timedLayout();
const start = placed.map(({ ref, x, y, width, height }): Node => ({
  ...{ id: ref, position: { x, y }, width, height, data: { label: `${ref} pending` } },
  ...{ sourcePosition: Position.Right, targetPosition: Position.Left },
}));
const edges = window.structure.edges.map(({ from, to }) => ({
  id: `${from} ${to}`,
  source: from,
  target: to,
}));

function Flow() {
  const [nodes, setNodes, onNodesChange] = useNodesState(start);
  useEffect(() => {
    window.change = (ref, state) =>
      setNodes((all) =>
        all.map((node) => (node.id === ref ? { ...node, data: { label: `${ref} ${state}` } } : node)),
      );
    tellPainted();
  }, [setNodes]);
  return <ReactFlow nodes={nodes} edges={edges} onNodesChange={onNodesChange} onlyRenderVisibleElements />;
}

createRoot(document.querySelector('main') ?? document.body).render(<Flow />);
