'use client';

import { memo } from 'react';
import { ScrollRegion } from '../../../components/ui/scroll-region';
import { Table, Td, Th, Tr } from '../../../components/ui/table';
import { cn } from '../../../lib/cn';
import { timestampText } from '../../../lib/timestamp-text';
import { isNumericType, readCells } from '../row-cells';

type Props = { columns: readonly { name: string; type: string }[]; rows: readonly string[]; label: string };

export const RowsTable = memo(function RowsTable({ columns, rows, label }: Props) {
  return (
    <ScrollRegion label={label} className="min-h-0 flex-1">
      <Table aria-label={label} className="font-mono text-sm">
        <thead className="sticky top-0 bg-bg">
          <tr>
            {columns.map(({ name, type }) => (
              <Th key={name} numeric={isNumericType(type)} className="font-mono">
                <span className="block text-fg">{name}</span>
                <span className="block font-normal">{type}</span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity; a new read replaces them all
            <Tr key={index}>
              {readCells(row).map((cell, column) => (
                <Td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the column's place is its identity
                  key={column}
                  numeric={isNumericType(columns[column]?.type ?? '')}
                  className={cn('max-w-96 truncate', cell.kind === 'null' && 'text-faint')}
                  title={cell.text.length > 40 ? cell.text : undefined}
                >
                  {timestampText(cell.text, columns[column]?.type ?? '')}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
});
