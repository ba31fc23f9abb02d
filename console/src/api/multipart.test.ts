import { expect, test } from 'vitest'
import { multipartBody } from './multipart'

function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsText(blob)
  })
}

test('the JSON part has a content type and no filename, the file part has both', async () => {
  const file = new File(['pixels'], 'a "b"\r\n.png', { type: 'image/png' })
  const { body, contentType } = multipartBody({
    jsonName: 'apiToken',
    json: { name: 'Ä' },
    fileName: 'icon',
    file,
  })
  const boundary = contentType.split('boundary=')[1]
  expect(await textOf(body)).toBe(
    `--${boundary}\r\nContent-Disposition: form-data; name="apiToken"\r\nContent-Type: application/json\r\n\r\n` +
      `{"name":"Ä"}\r\n--${boundary}\r\n` +
      `Content-Disposition: form-data; name="icon"; filename="a %22b%22%0D%0A.png"\r\nContent-Type: image/png\r\n\r\n` +
      `pixels\r\n--${boundary}--\r\n`,
  )
})
