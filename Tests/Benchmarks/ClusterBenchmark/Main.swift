@main struct ClusterBenchmark { static func main() {} }
