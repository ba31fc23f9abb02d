export interface JsonAndFile {
  jsonName: string
  json: unknown
  fileName: string
  file: File
}

export interface MultipartBody {
  body: Blob
  contentType: string
}

/**
 * A multipart/form-data body with one JSON part and one file part. FormData can not be used: it gives every part
 * with a content type a filename, and the JSON part must have none.
 */
export function multipartBody({ jsonName, json, fileName, file }: JsonAndFile): MultipartBody {
  const boundary = `jeton-${randomHex(16)}`
  const body = new Blob([
    `--${boundary}\r\n`,
    `Content-Disposition: form-data; name="${jsonName}"\r\n`,
    'Content-Type: application/json\r\n\r\n',
    JSON.stringify(json),
    `\r\n--${boundary}\r\n`,
    `Content-Disposition: form-data; name="${fileName}"; filename="${escapeFilename(file.name)}"\r\n`,
    `Content-Type: ${file.type || 'application/octet-stream'}\r\n\r\n`,
    file,
    `\r\n--${boundary}--\r\n`,
  ])
  return { body, contentType: `multipart/form-data; boundary=${boundary}` }
}

/** What a call of the client takes to send its body together with a file. */
export function withFile(parts: JsonAndFile) {
  const { body, contentType } = multipartBody(parts)
  return { bodySerializer: () => body, headers: { 'Content-Type': contentType } }
}

/** Random bytes as text. crypto.randomUUID is missing on plain http outside localhost. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

// The escapes browsers use: https://html.spec.whatwg.org/#multipart-form-data
function escapeFilename(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22')
}
