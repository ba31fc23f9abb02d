/**
 * A command that reads the token with itself. The secret is not in it: a command that is pasted ends up in histories
 * (C-102).
 */
export function curlOf(apiBaseUrl: string, id: string): string {
  return `curl ${inQuotes(`${apiBaseUrl}accounts/api-tokens/${id}`)} -H "Authorization: Bearer $JETON_TOKEN"`
}

function inQuotes(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`
}
