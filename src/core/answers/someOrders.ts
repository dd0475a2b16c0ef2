import { ordersFor } from '../prompts/orders.ts';
import type { Order, OrderScheme } from '../prompts/types.ts';
import type { AnswerColumns, Layout } from './answerColumns.ts';

/**
 * The same answers as if options had been shown in fewer orders: letters' numbers of other orders
 * are passed over. Null where some answer was not asked in all orders of the scheme. Words have no
 * order and stay.
 */
export function inOrders(columns: AnswerColumns, scheme: OrderScheme): AnswerColumns | null {
  const kept = columns.layouts.map((layout) => keptOrders(layout, scheme));
  if (kept.includes(null)) return null;
  const layouts = columns.layouts.map((layout, at): Layout =>
    layout.readout === 'text'
      ? layout
      : { ...layout, orders: (kept[at] as number[]).map((k) => layout.orders[k] as Order) }
  );
  const start = columns.start.slice();
  const parts: number[] = [];
  for (let row = 0; row < columns.length; row++) {
    const at = columns.layout[row] as number;
    const layout = columns.layouts[at] as Layout;
    const from = columns.start[row] as number;
    start[row] = parts.length;
    const size = layout.readout === 'text' ? 3 * layout.options : layout.shown;
    for (const k of kept[at] as number[]) {
      for (let j = 0; j < size; j++) parts.push(columns.values[from + k * size + j] as number);
    }
  }
  return { ...columns, layouts, start, values: Float64Array.from(parts) };
}

/** Places of the scheme's orders among those asked; null where one is missing. */
function keptOrders(layout: Layout, scheme: OrderScheme): number[] | null {
  if (layout.readout === 'text') return [0];
  const asked = layout.orders.map(String);
  const places = ordersFor(scheme, layout.options).map((order) => asked.indexOf(String(order)));
  return places.includes(-1) ? null : places;
}
