# Serves this copy of Valueshift on this computer alone, and opens it in the browser. Windows PowerShell 5.1, no administrator.
param([int]$Port = 4321, [switch]$NoBrowser)
$ErrorActionPreference = 'Stop'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
  Write-Host 'The rules of this computer do not let PowerShell serve the app. Ask whoever looks after it for Node or Python.'
  exit 1
}
$app = Join-Path (Split-Path -Parent $PSScriptRoot) 'app'
$table = Get-Content -LiteralPath (Join-Path $PSScriptRoot 'serve.json') -Raw -Encoding UTF8 | ConvertFrom-Json
# Names are told apart by case, as the other servers do.
$known = New-Object 'System.Collections.Generic.HashSet[string]'
foreach ($file in $table.files) { [void]$known.Add($file) }

# Windows grants everybody the name localhost; some versions grant the number, too. It would let two programs
# share a port, so those that another one listens on are passed over.
$taken = [Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpListeners() | ForEach-Object { $_.Port }
$listener = $null
$url = $null
$fault = 'all are taken'
foreach ($number in $Port..($Port + 20)) {
  if ($taken -contains $number) { continue }
  foreach ($name in '127.0.0.1', 'localhost') {
    $try = New-Object System.Net.HttpListener
    $try.Prefixes.Add("http://${name}:$number/")
    try { $try.Start() } catch { $fault = $_.Exception.GetBaseException().Message; $try.Close(); continue }
    $listener = $try
    $url = "http://${name}:$number/"
    break
  }
  if ($listener) { break }
}
if (-not $listener) { Write-Host "No free port from $Port on ($fault). Close other copies and try again."; exit 1 }
Write-Host "Valueshift is ready: $url"
Write-Host 'Leave this window open. Close it to stop.'
# Without a browser of its own the computer still shows the address.
if (-not $NoBrowser) { try { Start-Process $url } catch { } }

# Files on their way: a large one keeps no other waiting.
$sending = New-Object System.Collections.ArrayList
$next = $listener.GetContextAsync()
while ($listener.IsListening) {
  # Short waits, for Ctrl+C is heard between two of them alone.
  $came = $next.Wait(200)
  foreach ($one in @($sending)) {
    if (-not $one.Task.IsCompleted) { continue }
    $sending.Remove($one)
    $one.Stream.Dispose()
    # Whoever hung up needs no answer.
    try { if ($one.Task.IsFaulted) { $one.Response.Abort() } else { $one.Response.Close() } } catch { }
  }
  if (-not $came) { continue }
  $request = $next.Result.Request
  $response = $next.Result.Response
  $next = $listener.GetContextAsync()
  try {
    if (-not $request.IsLocal) { $response.Abort(); continue }
    $path = [Uri]::UnescapeDataString($request.Url.AbsolutePath).TrimStart('/')
    if ($path -eq '') { $path = 'index.html' }
    foreach ($header in $table.headers.PSObject.Properties) { $response.Headers.Set($header.Name, $header.Value) }
    $own = $table.pageHeaders.PSObject.Properties[$path]
    if ($own) { foreach ($header in $own.Value.PSObject.Properties) { $response.Headers.Set($header.Name, $header.Value) } }
    $file = if ($known.Contains($path)) { Join-Path $app $path }
    if ($request.HttpMethod -notin 'GET', 'HEAD') { $response.StatusCode = 405 }
    elseif (-not $file -or -not (Test-Path -LiteralPath $file -PathType Leaf)) { $response.StatusCode = 404 }
    else {
      $type = $table.types.PSObject.Properties[$path.Split('.')[-1]]
      $response.ContentType = if ($type) { $type.Value } else { 'application/octet-stream' }
      $stream = [IO.File]::OpenRead($file)
      $response.ContentLength64 = $stream.Length
      if ($request.HttpMethod -eq 'GET') {
        $task = $stream.CopyToAsync($response.OutputStream, 262144)
        [void]$sending.Add(@{ Task = $task; Stream = $stream; Response = $response })
        continue
      }
      $stream.Dispose()
    }
    $response.Close()
  } catch {
    # Whoever hung up needs no answer.
    try { $response.Abort() } catch { }
  }
}
