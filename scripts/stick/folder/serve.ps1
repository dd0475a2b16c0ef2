# Serves this copy of Valueshift on this computer alone, and opens it in the browser. Windows PowerShell 5.1, no administrator.
param([int]$Port = 4321, [switch]$NoBrowser)
$ErrorActionPreference = 'Stop'
$app = Join-Path (Split-Path -Parent $PSScriptRoot) 'app'
$table = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'serve.json') -Raw -Encoding UTF8 | ConvertFrom-Json
$known = @{}
foreach ($file in $table.files) { $known[$file] = $true }

# Windows grants everybody the name localhost; some versions grant the number, too.
$listener = $null
$url = $null
foreach ($number in $Port..($Port + 20)) {
  foreach ($name in '127.0.0.1', 'localhost') {
    $try = New-Object System.Net.HttpListener
    $try.Prefixes.Add("http://${name}:$number/")
    try { $try.Start() } catch { $try.Close(); continue }
    $listener = $try
    $url = "http://${name}:$number/"
    break
  }
  if ($listener) { break }
}
if (-not $listener) { Write-Host "No free port from $Port on. Close other copies and try again."; exit 1 }
Write-Host "Valueshift is ready: $url"
Write-Host 'Leave this window open. Close it to stop.'
if (-not $NoBrowser) { Start-Process $url }

while ($listener.IsListening) {
  $context = $listener.GetContext()
  $request = $context.Request
  $response = $context.Response
  try {
    if (-not $request.IsLocal) { $response.Abort(); continue }
    $path = [Uri]::UnescapeDataString($request.Url.AbsolutePath).TrimStart('/')
    if ($path -eq '') { $path = 'index.html' }
    foreach ($header in $table.headers.PSObject.Properties) { $response.Headers.Set($header.Name, $header.Value) }
    $own = $table.pageHeaders.PSObject.Properties[$path]
    if ($own) { foreach ($header in $own.Value.PSObject.Properties) { $response.Headers.Set($header.Name, $header.Value) } }
    $file = Join-Path $app $path
    if ($request.HttpMethod -notin 'GET', 'HEAD') { $response.StatusCode = 405 }
    elseif (-not $known[$path] -or -not (Test-Path -LiteralPath $file -PathType Leaf)) { $response.StatusCode = 404 }
    else {
      $type = $table.types.PSObject.Properties[$path.Split('.')[-1]]
      $response.ContentType = if ($type) { $type.Value } else { 'application/octet-stream' }
      $stream = [IO.File]::OpenRead($file)
      try {
        $response.ContentLength64 = $stream.Length
        if ($request.HttpMethod -eq 'GET') { $stream.CopyTo($response.OutputStream, 1048576) }
      } finally { $stream.Dispose() }
    }
    $response.Close()
  } catch {
    # Whoever hung up needs no answer.
    try { $response.Abort() } catch { }
  }
}
