import type { Child } from 'hono/jsx'

/** Rows under the names of their columns. */
export function Table({ heads, children }: { heads: string[]; children: Child }) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th>{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
