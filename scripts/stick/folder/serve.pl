# Serves this copy of Valueshift on this computer alone, and opens it in the browser. Perl 5.14 or newer:
# every Mac has it, where Python comes with the developer tools only.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Spec;
use IO::Socket::INET;
use JSON::PP;

my $here = File::Spec->rel2abs(dirname(__FILE__));
open(my $json, '<:raw', "$here/serve.json") or die "serve.json is missing: copy the folder anew.\n";
my $table = decode_json(do { local $/; <$json> });
my %known = map { $_ => 1 } @{ $table->{files} };
my ($first) = grep { /^\d+$/ } @ARGV;
$first ||= 4321;

my ($server, $port);
for ($port = $first; $port <= $first + 20; $port++) {
    $server = IO::Socket::INET->new(
        LocalAddr => '127.0.0.1', LocalPort => $port, Proto => 'tcp', Listen => 64, ReuseAddr => 1);
    last if $server;
}
die "No free port from $first on. Close other copies and try again.\n" unless $server;
my $url = "http://127.0.0.1:$port/";
$| = 1;
print "Valueshift is ready: $url\nLeave this window open. Close it to stop.\n";
system($^O eq 'darwin' ? 'open' : 'xdg-open', $url) unless grep { $_ eq '--no-browser' } @ARGV;

$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
while (1) {
    my $client = $server->accept or next;
    my $child = fork;
    if (!defined $child || $child) { close $client; next; }
    close $server;
    alarm 120;    # A browser that connected ahead and never asks.
    my $line = <$client> // '';
    while (defined(my $rest = <$client>)) { last if $rest =~ /^\r?\n?$/; }
    alarm 0;
    answer($client, $line);
    close $client;
    exit 0;
}

sub answer {
    my ($client, $line) = @_;
    my ($method, $path) = $line =~ m{^(\S+) ([^\s?#]*)} or return;
    $path =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
    $path =~ s{^/+}{};
    $path = 'index.html' if $path eq '';
    my ($ending) = $path =~ /\.([^.]*)$/;
    my $file;
    my $status = $method !~ /^(GET|HEAD)$/ ? '405 Method Not Allowed' : '404 Not Found';
    if ($status =~ /^404/ && $known{$path} && open($file, '<:raw', "$here/../app/$path")) { $status = '200 OK'; }
    my %headers = (%{ $table->{headers} }, %{ $table->{pageHeaders}{$path} || {} }, Connection => 'close');
    $headers{'Content-Length'} = $file ? -s $file : 0;
    $headers{'Content-Type'} = $table->{types}{ $ending // '' } || 'application/octet-stream' if $file;
    print $client "HTTP/1.1 $status\r\n", (map { "$_: $headers{$_}\r\n" } sort keys %headers), "\r\n";
    return unless $file && $method eq 'GET';
    my $bytes;
    while (read($file, $bytes, 1 << 18)) { print $client $bytes or return; }
}
