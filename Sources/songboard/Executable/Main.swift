import SongboardCommand

@main
struct Main {
  static func main() async {
    await Songboard.main()
  }
}
