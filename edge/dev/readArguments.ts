export type UnreadArguments = { kind: 'help' } | { kind: 'wrong'; problem: string }

/** What a command was given, unless it asks for help or cannot be parsed: `parse` throws what `parseArgs` does. */
export function readArguments<Parsed extends { values: { help: boolean } }>(
  parse: () => Parsed,
): ({ kind: 'read' } & Parsed) | UnreadArguments {
  try {
    const parsed = parse()
    return parsed.values.help ? { kind: 'help' } : { kind: 'read', ...parsed }
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}
