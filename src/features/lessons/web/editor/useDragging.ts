import { useState, type DragEvent } from 'react';
import { dropped, type Order, type Side } from './arrange.ts';

interface DragProps {
  draggable: true;
  'data-drop': Side | undefined;
  className: string;
  onDragStart: (drag: DragEvent) => void;
  onDragOver: (drag: DragEvent) => void;
  onDragLeave: () => void;
  onDrop: (drag: DragEvent) => void;
  onDragEnd: () => void;
}

/** Pages that are put in another place with the mouse; a page's own buttons do the same. */
export function useDragging(
  order: Order,
  onArrange: (order: Order) => void,
): { of: (pageId: string) => DragProps } {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<{ pageId: string; side: Side } | null>(null);
  return {
    of: (pageId) => ({
      draggable: true,
      'data-drop': over?.pageId === pageId ? over.side : undefined,
      className: 'flex data-[drop=after]:border-b-2 data-[drop=before]:border-t-2 border-accent cursor-grab',
      onDragStart(drag) {
        drag.stopPropagation();
        drag.dataTransfer.effectAllowed = 'move';
        drag.dataTransfer.setData('text/plain', pageId);
        setDragged(pageId);
      },
      onDragOver(drag) {
        if (dragged === null || dragged === pageId) return;
        drag.preventDefault();
        const { top, height } = drag.currentTarget.getBoundingClientRect();
        setOver({ pageId, side: drag.clientY < top + height / 2 ? 'before' : 'after' });
      },
      onDragLeave: () => setOver(null),
      onDrop(drag) {
        drag.preventDefault();
        const next = dragged !== null && over ? dropped(order, dragged, pageId, over.side) : order;
        setDragged(null);
        setOver(null);
        if (next !== order) onArrange(next);
      },
      onDragEnd() {
        setDragged(null);
        setOver(null);
      },
    }),
  };
}
