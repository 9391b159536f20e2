import Files
import Formats
import StageKit

/// A plan's shards as one Indexed Job of Kubernetes, 1.29 or newer. Source: the Job API, batch/v1.
public struct KubernetesJob: Sendable {
  /// A volume that pods see: songs, plan or documents.
  public struct Volume: Sendable {
    /// The claim that the cluster has for it.
    public let claim: String
    /// Where pods see it.
    public let path: String
    /// Whether pods may not write to it.
    public let isReadOnly: Bool

    /// Reads `CLAIM:PATH` or `CLAIM:PATH:ro`.
    ///
    /// - Throws: ``Failure`` if the text is neither, or no claim can be called so.
    public init(_ text: String) throws(Failure) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      let isReadOnly = parts.count == 3 && parts[2] == "ro"
      guard parts.count == 2 || isReadOnly, !parts[0].isEmpty, parts[1].hasPrefix("/") else {
        throw Failure("--volume \(text): expected CLAIM:/PATH or CLAIM:/PATH:ro", remedy: "for example songs:/songs:ro")
      }
      claim = parts[0]
      // Source: names of objects, RFC 1123 subdomains.
      guard claim.count <= 253, claim.wholeMatch(of: /[a-z0-9]([-.a-z0-9]*[a-z0-9])?/) != nil else {
        throw Failure(
          "--volume \(text): no claim is called \(claim)", remedy: "names are of small letters, digits, - and .")
      }
      path = parts[1].lastIndex { $0 != "/" }.map { String(parts[1][...$0]) } ?? "/"
      self.isReadOnly = isReadOnly
    }

    /// Whether a path lies in it.
    func holds(_ other: String) -> Bool { other == path || other.hasPrefix(path == "/" ? path : "\(path)/") }
  }

  /// The most indices that a Job with a limit per index takes without further settings.
  private static let mostShards = 100_000

  private let commands: PlanCommands
  private let shards: Int
  private let resources: JobResources
  private let image: String
  private let volumes: [Volume]
  private let retries: Int

  /// - Parameters:
  ///   - shards: How many the plan has.
  ///   - image: The container image, which has the program.
  ///   - retries: How often a shard that was killed is run again.
  /// - Throws: ``Failure`` if pods would not see the plan, or could not write.
  public init(
    _ commands: PlanCommands, shards: Int, resources: JobResources, image: String, volumes: [Volume], retries: Int
  ) throws(Failure) {
    guard shards <= Self.mostShards else {
      throw Failure("a Job takes \(Self.mostShards) shards, and the plan has \(shards)", remedy: "plan fewer")
    }
    for (number, volume) in volumes.enumerated() where volumes[..<number].contains(where: { $0.path == volume.path }) {
      throw Failure("two volumes are at \(volume.path)", remedy: "name one of them, or give each a path of its own")
    }
    for path in [commands.plan, commands.output] where !volumes.contains(where: { $0.holds(path) }) {
      throw Failure("no volume holds \(path)", remedy: "name one, as --volume CLAIM:\(FileTree.folder(of: path))")
    }
    // The deepest mount is what a pod sees.
    let target = volumes.filter { $0.holds(commands.output) }.max { $0.path.count < $1.path.count }
    guard target?.isReadOnly == false else { throw Failure("\(commands.output) lies in a volume that is read only") }
    self.commands = commands
    self.shards = shards
    self.resources = resources
    self.image = image
    self.volumes = volumes
    self.retries = retries
  }

  /// The manifest as YAML.
  public var text: String {
    """
    # The shards of \(Self.quoted(commands.plan)). A shard may run twice, at once or again: the same files come of it.
    # When the Job is Complete, or Failed by shards with tracks that failed for good, join them where all can be seen:
    #   \(commands.merge.shellLine)\(commands.corpus.map { "\n#   \($0.shellLine)" } ?? "")
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: songboard-\(ContentHash.key([commands.plan, commands.output]).hex.prefix(8))
      labels:
        app.kubernetes.io/name: songboard
    spec:
      completionMode: Indexed
      completions: \(shards)
      parallelism: \(min(shards, resources.atOnce ?? shards))
      backoffLimitPerIndex: \(retries)
      podFailurePolicy:
        rules:
          # A pod that the cluster takes away says nothing about its shard.
          - action: Ignore
            onPodConditions:
              - type: DisruptionTarget
                status: "True"
          # \(ShardEnd.retryCode): run me again.
          - action: Ignore
            onExitCodes:
              containerName: songboard
              operator: In
              values: [\(ShardEnd.retryCode)]
          # Some tracks failed for good and are recorded, or plan, program or command line are wrong: no retry helps.
          - action: FailIndex
            onExitCodes:
              containerName: songboard
              operator: In
              values: [\(ShardEnd.finalCodes.map(String.init).joined(separator: ", "))]
      template:
        metadata:
          labels:
            app.kubernetes.io/name: songboard
        spec:
          restartPolicy: Never
          # Tracks in work are dropped within 5 s.
          terminationGracePeriodSeconds: 30\(deadline)
          containers:
            - name: songboard
              image: \(Self.quoted(image))
              # The shard is JOB_COMPLETION_INDEX, which Kubernetes sets.
              command: [\(commands.shard().map(Self.quoted).joined(separator: ", "))]
              resources:
                requests: \(requests)
                limits: \(limits)
              volumeMounts:\(mounts)
          volumes:\(claims)

    """
  }

  private var deadline: String { resources.seconds.map { "\n      activeDeadlineSeconds: \($0)" } ?? "" }

  private var memory: [(String, JSON)] { resources.memory.map { [("memory", .string(String($0)))] } ?? [] }

  private var requests: String {
    JSON.object([("cpu", .string(String(resources.processors)))] + memory).line
  }

  private var limits: String { JSON.object(memory).line }

  private var mounts: String {
    volumes.map { volume in
      """

                - name: \(name(of: volume.claim))
                  mountPath: \(Self.quoted(volume.path))
                  readOnly: \(volume.isReadOnly)
      """
    }.joined()
  }

  /// A claim that is mounted at two places is one volume.
  private var claimNames: [String] { Set(volumes.map(\.claim)).sorted() }

  /// A volume's name in the pod: a claim's may be longer than that may be, or have dots.
  private func name(of claim: String) -> String { "volume-\(claimNames.firstIndex(of: claim) ?? 0)" }

  private var claims: String {
    claimNames.map { claim in
      """

            - name: \(name(of: claim))
              persistentVolumeClaim:
                claimName: \(Self.quoted(claim))
      """
    }.joined()
  }

  /// A text between double quotes, as JSON has it, and so YAML.
  private static func quoted(_ text: String) -> String { JSON.string(text).line }
}
