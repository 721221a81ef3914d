import type { AddressInfo } from 'node:net'
import S3rver from 's3rver'

/** A real S3-compatible server on loopback with one empty bucket, until `stop`. */
export async function startS3(directory: string, bucket: string) {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  })
  const { port }: AddressInfo = await server.run()
  return {
    endpoint: `http://127.0.0.1:${port}`,
    environment: {
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    },
    stop: () => server.close(),
  }
}
