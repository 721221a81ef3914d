const PlatformDecoder = TextDecoder

// What stands in for `@exodus/bytes` where the platform's own decoder has all of the standard: see `imports` in package.json.
export { PlatformDecoder as TextDecoder }
